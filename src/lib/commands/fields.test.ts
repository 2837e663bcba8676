import { expect, test } from 'vitest';
import { chosenFiles, readFields } from './fields';

test('a form becomes flat text, lists and nothing of its own bookkeeping', () => {
  const form = new FormData();
  form.append('key', '01a2');
  form.append('back', '/c/baiyang');
  form.append('as', '01a3');
  form.append('shift_id', 'river');
  form.append('members[]', 'Mei');
  form.append('members[]', 'Wei');
  form.append('photo', new Blob(['x']), 'x.png');
  expect(readFields(form)).toEqual({ shift_id: 'river', members: ['Mei', 'Wei'] });
});

test('photos are what was chosen, not a field that was left empty', () => {
  const form = new FormData();
  form.append('photos', new File([], ''));
  form.append('photos', new File(['x'], 'x.jpg'));
  expect(chosenFiles(form).map(({ name }) => name)).toEqual(['x.jpg']);
});
