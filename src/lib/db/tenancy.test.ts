import { testTenancy } from '../../../tests/server/tenancy';
import { openTestDatabase } from './testing.server';

testTenancy(openTestDatabase);
