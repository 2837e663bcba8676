import { testTenancy } from '../server/tenancy';
import { openFreshPostgres } from '../server/fresh';

testTenancy(openFreshPostgres);
