import { inventName } from './names';
import type { Random } from './random';
import type { Town } from './towns';

const ROOMS_PER_FLOOR = 3;

/** The town's households as the spreadsheet that a committee would have. */
export function rosterTable(town: Town, random: Random): string[][] {
  const table = [['楼号', '单元', '室号', '所属网格', '户主', '人口']];
  for (let building = 1; building <= town.buildings; building++) {
    const area = town.areas.find(({ upTo }) => building <= upTo);
    for (let unit = 1; unit <= town.units; unit++) {
      for (let room = 0; room < town.roomsPerUnit; room++) {
        const floor = 1 + Math.floor(room / ROOMS_PER_FLOOR);
        const door = `${floor}0${1 + (room % ROOMS_PER_FLOOR)}`;
        const unitName = town.units > 1 ? String(unit) : '';
        const people = String(1 + random.below(5));
        table.push([
          String(building),
          unitName,
          door,
          area?.name ?? '',
          inventName(random),
          people
        ]);
      }
    }
  }
  return table;
}
