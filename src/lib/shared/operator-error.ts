/** A mistake of whoever runs the installation: its sentence is all they need, without a stack. */
export class OperatorError extends Error {
  override readonly name: string = 'OperatorError';
}
