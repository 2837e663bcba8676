import { error } from '@sveltejs/kit';
import { atDesk } from '$lib/app/officer.server';
import { addressWords } from '$lib/grids/address-words';
import { formatCardCode } from '$lib/grids/card-code';
import { readCardBatch } from '$lib/grids/cards.server';
import { qrSvgPath } from '$lib/ui/qr';
import { fullDateWords } from '$lib/ui/words';

const CARDS_OF_A_SHEET = 8;

export const load = (event) =>
  atDesk(event, 'keepHouseholds', async (tx, { standing, communityId, now }) => {
    const { params, locals, url, setHeaders } = event;
    const batch = await readCardBatch(tx, communityId, params.batch, now);
    if (!batch) error(404);
    setHeaders({ 'cache-control': 'private, no-store' });
    const { slug, time_zone } = standing.community;
    const origin = locals.app.config.origin ?? url.origin;
    const cards = batch.cards.map(({ id, place, code, places, expiresAt }) => ({
      id,
      address: addressWords(place, locals.locale),
      code: formatCardCode(code),
      qr: qrSvgPath(`${origin}/join/${slug}/${code}`),
      places,
      until: fullDateWords(expiresAt, locals.locale, time_zone)
    }));
    return {
      sheets: Array.from({ length: Math.ceil(cards.length / CARDS_OF_A_SHEET) }, (_, at) =>
        cards.slice(at * CARDS_OF_A_SHEET, (at + 1) * CARDS_OF_A_SHEET)
      ),
      cards: cards.length,
      leftOut: batch.leftOut,
      address: `${new URL(origin).host}/join`
    };
  });
