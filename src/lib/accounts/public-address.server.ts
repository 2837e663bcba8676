import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Ranges that are not the public internet (IANA special-purpose registries, RFC 6890). */
const SPECIAL_IPV4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4';
const SPECIAL_IPV6 =
  '::/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8';

const special = new BlockList();
for (const range of SPECIAL_IPV4.split(' ')) addRange(range, 'ipv4');
for (const range of SPECIAL_IPV6.split(' ')) addRange(range, 'ipv6');

function addRange(range: string, family: 'ipv4' | 'ipv6') {
  const [network = '', bits = ''] = range.split('/');
  special.addSubnet(network, Number(bits), family);
}

/** Whether an IP address lies on the public internet, so that a webhook may be sent there. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return isPublicAddress(mapped);
  const family = isIP(address);
  if (family === 0) return false;
  return !special.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Resolves a name for a connection and refuses it when any of its addresses is not public. The
 * connection goes to the address that was checked, so that a second answer of DNS changes nothing.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, '');
    const [first] = found;
    if (!first || !found.every(({ address }) => isPublicAddress(address))) {
      return callback(new Error('The address is not public.'), '');
    }
    if (options.all) callback(null, found);
    else callback(null, first.address, first.family);
  });
};
