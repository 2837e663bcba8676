/** The symbols of drawings.svg. */
export const drawingNames = ['courtyard', 'bench', 'umbrella', 'door', 'tea'] as const;

export type DrawingName = (typeof drawingNames)[number];
