import code from './replay.thread.ts?thread';

/** The script of the thread in which replays run. */
export const REPLAY_CODE: string = code;
