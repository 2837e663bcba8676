import { formAction } from '$lib/app/submit.server';
import { callOffVote } from '$lib/compacts/calling.server';
import { withVote } from '../../vote.server';

export const load = (event) =>
  withVote(event, async (_tx, { summary: { vote } }) => ({
    vote: { id: vote.id, question: vote.question }
  }));

export const actions = {
  default: formAction(
    callOffVote,
    (_, { params }) => `/c/${params.community}/manage/compacts/votes/${params.vote}`
  )
};
