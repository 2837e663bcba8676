import { openPhones } from '../src/lib/accounts/phone.server';
import { rewritePhones } from '../src/lib/accounts/rotate.server';
import {
  forgetFormerSecret,
  keptSecrets,
  newSecret,
  replaceKeptSecret
} from '../src/lib/app/kept-secret.server';
import { OperatorError } from '../src/lib/shared/operator-error';
import { operate } from './operate';

const kept = (isForgetting: boolean, dataDir: string) =>
  isForgetting ? keptSecrets(dataDir) : replaceKeptSecret(dataDir);

/**
 * `npm run secret:rotate`: everything that the former secret encrypted is written anew with the
 * current one. `-- --forget` ends the time in which posters and cards of the former are taken.
 */
await operate(async (db, { dataDir, secret, formerSecret, databaseUrl }) => {
  const isKept = databaseUrl === null && !process.env.APP_SECRET;
  const isForgetting = process.argv.includes('--forget');
  if (isForgetting && !isKept) {
    throw new OperatorError('Take APP_SECRET_FORMER out of the settings and restart.');
  }
  if (!isKept && formerSecret === null) {
    throw new OperatorError(
      'Set APP_SECRET_FORMER to the present secret and APP_SECRET to a new one, restart every ' +
        `process with both, then run this again. A new one: ${newSecret()}`
    );
  }
  const secrets = isKept ? kept(isForgetting, dataDir) : { secret, former: formerSecret };
  const { rewritten, current } = await rewritePhones(
    db.sql,
    openPhones(secrets.secret, secrets.former),
    (done) => process.stdout.isTTY && process.stdout.write(`\r${done} phone numbers`)
  );
  console.log(`${rewritten} phone numbers written anew; ${current} were current already.`);
  if (isForgetting) {
    forgetFormerSecret(dataDir);
    console.log('The former secret is gone: its posters and cards are not taken any more.');
    return true;
  }
  console.log(
    'Posters and cards made before go on working until the former secret is forgotten: ' +
      (isKept ? 'npm run secret:rotate -- --forget' : 'restart without APP_SECRET_FORMER') +
      ' once they are printed again, at the latest when the last card ends after 180 days.'
  );
  return true;
});
