import { verifyAll } from './ledger';
import { operate } from './operate';

/** `npm run ledger:verify`: adds up every transfer of every community again. */
await operate(verifyAll);
