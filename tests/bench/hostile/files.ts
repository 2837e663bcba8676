import type { APIRequestContext } from '@playwright/test';
import { hostileTables } from '../../files/hostile-tables';
import { origin } from '../../journeys/town';
import type { Act } from './act';

const IMPORT = '/c/yaolin/manage/households/import';

/** The committee uploads files as rosters that are made to stop their reader. */
export async function hostileFiles(committee: APIRequestContext): Promise<Act[]> {
  return hostileTables().map(({ name, bytes }) => ({
    name: `uploads ${name}`.slice(0, 44),
    run: async () => {
      const answer = await committee.post(IMPORT, {
        headers: { origin: origin(), accept: 'text/html' },
        multipart: {
          key: crypto.randomUUID(),
          pasted: '',
          file: {
            name: 'roster.xlsx',
            mimeType: 'application/octet-stream',
            buffer: Buffer.from(bytes)
          }
        }
      });
      if (answer.status() >= 500) throw new Error(`${name} was answered with ${answer.status()}`);
    }
  }));
}
