import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';

/** What the migrations install with `create extension`; PGlite must be given it when it is opened. */
export const EXTENSIONS = { btree_gist };
