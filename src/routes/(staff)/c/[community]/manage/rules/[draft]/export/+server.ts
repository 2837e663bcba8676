import { withDraft } from '../../desk.server';

/** The draft as a file that another community can begin from. */
export const GET = (event) =>
  withDraft(event, async (_tx, { latest, standing }) => {
    const file = { $schema: `${event.url.origin}/schemas/rule-set-1.json`, ...latest.ruleSet };
    const name = `${standing.community.slug}-rules.json`;
    return new Response(`${JSON.stringify(file, null, 2)}\n`, {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'private, no-store'
      }
    });
  });
