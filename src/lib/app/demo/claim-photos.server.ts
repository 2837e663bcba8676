import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Picture } from '../../commands/command.server';
import type { Deed } from './claim-deeds';

/** Drawings in place of photos: nobody's stairs, road or lamp. */
const DRAWINGS: Record<NonNullable<Deed['photo']>, string> = {
  stairs: `<rect width="800" height="600" fill="#d9d2c4"/><path d="M0 600h800V470H640v-90H500v-90H360v-90H220v-90H0z" fill="#b9ae9a"/>
    <g fill="#a97c50" stroke="#7d5833" stroke-width="6"><path d="M60 330h170v140H60zM120 210h140v120H120zM250 380h150v130H250z"/></g>
    <g fill="none" stroke="#3c4a52" stroke-width="16"><circle cx="530" cy="470" r="62"/><circle cx="700" cy="470" r="62"/><path d="M530 470l60-130h90l20 130M590 340l-20-50h-40"/></g>`,
  road: `<rect width="800" height="600" fill="#c4ccd0"/><path d="M0 260h800v340H0z" fill="#9aa2a5"/>
    <g fill="none" stroke="#7a8285" stroke-width="5"><path d="M0 370h800M0 480h800M130 260v110M330 260v110M540 260v110M230 370v110M450 370v110M660 370v110M130 480v120M360 480v120M570 480v120"/></g>
    <path d="M330 372l118 14 10 88-120-8z" fill="#6d7477" stroke="#4d5456" stroke-width="8"/><path d="M340 360l130-24 20 60-120 40z" fill="#b3babd" stroke="#4d5456" stroke-width="6"/>`,
  lamp: `<rect width="800" height="600" fill="#2f3a4a"/><path d="M0 520h800v80H0z" fill="#222a36"/>
    <path d="M392 190h16v340h-16z" fill="#77808c"/><path d="M330 190q70-110 140 0z" fill="#a3acb8"/>
    <circle cx="400" cy="205" r="26" fill="#5a5a48"/><g stroke="#77808c" stroke-width="6" fill="none"><path d="M352 232l-26 26M448 232l26 26M400 244v34" stroke-dasharray="6 14"/></g>`
};

const drawn = new Map<string, Promise<Picture>>();

/** The picture of a deed; drawn once for both communities. */
export async function photosOf({ photo }: Deed): Promise<Picture[]> {
  if (!photo) return [];
  const known = drawn.get(photo) ?? draw(DRAWINGS[photo]);
  drawn.set(photo, known);
  return [await known];
}

async function draw(shapes: string): Promise<Picture> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600">${shapes}</svg>`;
  const bytes = await sharp(Buffer.from(svg)).webp({ quality: 60 }).toBuffer();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { sha256, bytes, width: 800, height: 600 };
}
