import { ruleSetJsonSchema } from '$lib/rulemaking/json-schema.server';

/** The form of a rule set's file, for whoever writes one with other tools. */
export const GET = ({ url }) =>
  new Response(`${JSON.stringify(ruleSetJsonSchema(url.origin), null, 2)}\n`, {
    headers: {
      'content-type': 'application/schema+json; charset=utf-8',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=3600'
    }
  });
