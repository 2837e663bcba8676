/** How a person wants the pages: language, size of text, light or dark. */
export interface Display {
  locale: 'zh' | 'en' | null;
  elder_mode: boolean;
  theme: 'auto' | 'light' | 'dark';
}

export const DISPLAY_CHOICES = ['elder', 'normal', 'dark', 'light', 'auto', 'zh', 'en'] as const;
export type DisplayChoice = (typeof DISPLAY_CHOICES)[number];

/** What one tap on a display switch changes. */
export function chosenDisplay(choice: DisplayChoice): Partial<Display> {
  if (choice === 'elder' || choice === 'normal') return { elder_mode: choice === 'elder' };
  if (choice === 'zh' || choice === 'en') return { locale: choice };
  return { theme: choice };
}

/** Whether a form sent one of the switches. */
export const isDisplayChoice = (value: unknown): value is DisplayChoice =>
  DISPLAY_CHOICES.some((choice) => choice === value);
