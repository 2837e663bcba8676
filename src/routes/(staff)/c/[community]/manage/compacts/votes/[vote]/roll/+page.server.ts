import { readRoll } from '$lib/compacts/turnout.server';
import { addressWords } from '$lib/grids/address-words';
import { withVote } from '../../vote.server';

/** The frozen roll for paper, in the order of addresses. */
export const load = (event) =>
  withVote(event, async (tx, { summary: { vote } }) => ({
    vote: { id: vote.id, question: vote.question },
    roll: (await readRoll(tx, vote)).map(({ voterId, name, home, voted }) => ({
      id: voterId,
      name,
      home: addressWords(home, event.locals.locale),
      voted
    }))
  }));
