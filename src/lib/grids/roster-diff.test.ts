import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RosterRow } from './roster';
import { planImport, type ImportPlan, type KnownHousehold } from './roster-diff';

const GRIDS = new Map([
  ['第一网格', 'grid-1'],
  ['第二网格', 'grid-2']
]);
const zhou: RosterRow = {
  row: 2,
  building: '3',
  unit: '2',
  room: '501',
  head_name: '周秀兰',
  people: 2,
  grid_name: '第一网格'
};

describe('importing a roster', () => {
  test("creates the Zhous' household in its grid when the community does not know it", () => {
    expect(planImport([], [zhou], GRIDS).create).toEqual([
      {
        row: 2,
        building: '3',
        unit: '2',
        room: '501',
        head_name: '周秀兰',
        people: 2,
        grid_id: 'grid-1'
      }
    ]);
  });

  test('says what changes when the Zhous have a child, and keeps what the file leaves empty', () => {
    const known = [{ ...knownZhou(), note: '楼栋长' }];
    const plan = planImport(known, [{ ...zhou, people: 3, head_name: undefined }], GRIDS);
    expect(plan.update).toEqual([{ id: 'zhou', row: 2, changes: { people: { from: 2, to: 3 } } }]);
  });

  test('mentions the Wus, whom the file does not name, and keeps them', () => {
    const wu = { id: 'wu', building: '3', unit: '2', room: '502' };
    const plan = planImport([knownZhou(), wu], [zhou], GRIDS);
    expect(plan.missing_from_file).toEqual([wu]);
    expect(plan.unchanged).toEqual([{ id: 'zhou', row: 2 }]);
  });

  test('knows room 0101 again when Excel has made 101 of it', () => {
    const known = [{ ...knownZhou(), room: '0501' }];
    expect(planImport(known, [zhou], GRIDS).unchanged).toEqual([{ id: 'zhou', row: 2 }]);
  });

  test('holds back a household whose grid has gone since the preview', () => {
    const plan = planImport([], [zhou], new Map());
    expect(plan.unknown_grid).toEqual([{ row: 2, grid_name: '第一网格' }]);
    expect(plan.create).toEqual([]);
  });

  test('twice changes nothing the second time, and accounts for every row', () => {
    const row = fc.record(
      {
        row: fc.constant(2),
        building: fc.constantFrom('1', '2'),
        unit: fc.constantFrom('', '1'),
        room: fc.constantFrom('101', '102', '0103', '201'),
        head_name: fc.constantFrom('周秀兰', '吴建国'),
        people: fc.nat({ max: 9 }),
        grid_name: fc.constantFrom('第一网格', '第二网格', '1网格'),
        note: fc.constantFrom('楼栋长', '独居')
      },
      { requiredKeys: ['row', 'building', 'unit', 'room'] }
    );
    const rosters = fc.uniqueArray(row, {
      selector: ({ building, unit, room }) => `${building}-${unit}-${room}`
    });
    fc.assert(
      fc.property(rosters, rosters, (before, rows) => {
        const known = imported([], planImport([], before, GRIDS));
        const first = planImport(known, rows, GRIDS);
        expect(first.create.length + first.update.length + first.unchanged.length).toBe(
          rows.length
        );
        const second = planImport(imported(known, first), rows, GRIDS);
        expect([second.create, second.update, second.unknown_grid]).toEqual([[], [], []]);
        expect(second.unchanged).toHaveLength(rows.length);
      })
    );
  });
});

function knownZhou(): KnownHousehold {
  const { building, unit, room, head_name, people } = zhou;
  return { id: 'zhou', building, unit, room, head_name, people, grid_id: 'grid-1', note: null };
}

function imported(known: KnownHousehold[], { create, update }: ImportPlan): KnownHousehold[] {
  const updated = known.map((household) => {
    const changes = update.find(({ id }) => id === household.id)?.changes ?? {};
    const to = Object.entries(changes).map(([detail, change]) => [detail, change.to]);
    return { ...household, ...Object.fromEntries(to) };
  });
  const created = create.map(({ building, unit, room, grid_id, head_name, people, note }) => ({
    id: [building, unit, room].join('-'),
    ...{ building, unit, room, grid_id, head_name, people, note }
  }));
  return [...updated, ...created];
}
