import { expect, type Look, type Person } from './cast';

/** A phone with the service worker, which the others do without, as some browsers in apps do. */
export const KEEPING: Look = { serviceWorkers: 'allow' };

/** Opens a page as somebody who will lose the network there: scripts run and the phone keeps it. */
export async function keepsPage(person: Person, path: string): Promise<void> {
  const { page, slug } = person;
  await person.open(path);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect
    .poll(() => page.evaluate((path) => caches.match(path).then(Boolean), `/c/${slug}${path}`), {
      message: 'the phone has kept the page'
    })
    .toBe(true);
}
