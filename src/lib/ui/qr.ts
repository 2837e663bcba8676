import { encodeQR } from 'qr';

/** The quiet zone that ISO/IEC 18004 demands around a symbol, in modules. */
const QUIET_ZONE = 4;

/**
 * A QR code as one SVG path, black modules on whatever is behind, in a square of `size` units that
 * includes the quiet zone: `<svg viewBox="0 0 {size} {size}"><path d={path} /></svg>`. Links in
 * capital letters and digits give a coarser code, which cheap cameras read better.
 */
export function qrSvgPath(text: string): { size: number; path: string } {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  return { size: modules.length, path: modules.map(rowPath).join('') };
}

function rowPath(row: boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const start = x;
    while (row[x + 1]) x += 1;
    path += `M${start} ${y}h${x + 1 - start}v1h-${x + 1 - start}z`;
  }
  return path;
}
