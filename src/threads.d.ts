/** The text of a script for a thread, with all that it imports: see `scripts/thread.js`. */
declare module '*?thread' {
  const code: string;
  export default code;
}
