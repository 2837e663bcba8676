import { readRoll } from '$lib/compacts/turnout.server';
import { addressWords } from '$lib/grids/address-words';
import { downloadTable } from '$lib/grids/table-file.server';
import { m } from '$lib/paraglide/messages';
import { withVote } from '../../vote.server';

/** The frozen roll as xlsx, or as csv with `?format=csv`. */
export const GET = async (event) => {
  const { name, table } = await withVote(event, async (tx, { summary: { vote } }) => {
    const roll = await readRoll(tx, vote);
    const header = [
      m.compacts_column_number(),
      m.compacts_column_home(),
      m.compacts_column_name(),
      m.compacts_column_voted()
    ];
    const rows = roll.map((line, at) => [
      at + 1,
      addressWords(line.home, event.locals.locale),
      line.name,
      line.voted ? m.compacts_mark() : ''
    ]);
    return { name: `${m.compacts_roll()} ${vote.question}`, table: [header, ...rows] };
  });
  return downloadTable(name, table, event.url.searchParams.get('format'));
};
