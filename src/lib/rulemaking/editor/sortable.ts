/**
 * Lets the items of a list be dragged by their handles, with a mouse, a finger or a pen. The buttons
 * beside the handle do the same for the keyboard and for screen readers.
 * @param done is told the cards in their new order
 */
export const sortable =
  (done: (cards: string[]) => void) =>
  (list: HTMLElement): (() => void) => {
    list.dataset.sortable = '';
    const items = () =>
      [...list.children].filter((each): each is HTMLElement => each instanceof HTMLElement);
    let dragged: HTMLElement | null = null;
    let before = '';

    const order = () => items().flatMap((item) => item.dataset.item ?? []);

    const begin = (event: PointerEvent) => {
      const handle = event.target instanceof Element && event.target.closest('[data-handle]');
      if (!handle) return;
      dragged = items().find((item) => item.contains(handle)) ?? null;
      if (!dragged) return;
      event.preventDefault();
      before = order().join();
      dragged.dataset.dragged = '';
      list.setPointerCapture(event.pointerId);
    };
    const move = ({ clientY }: PointerEvent) => {
      if (!dragged) return;
      const below = items().find((item) => {
        const { top, height } = item.getBoundingClientRect();
        return item !== dragged && clientY < top + height / 2;
      });
      if (below !== dragged.nextElementSibling) list.insertBefore(dragged, below ?? null);
    };
    const end = () => {
      if (!dragged) return;
      delete dragged.dataset.dragged;
      dragged = null;
      const after = order();
      if (after.join() !== before) done(after);
    };
    list.addEventListener('pointerdown', begin);
    list.addEventListener('pointermove', move);
    list.addEventListener('pointerup', end);
    list.addEventListener('pointercancel', end);
    return () => {
      delete list.dataset.sortable;
      list.removeEventListener('pointerdown', begin);
      list.removeEventListener('pointermove', move);
      list.removeEventListener('pointerup', end);
      list.removeEventListener('pointercancel', end);
    };
  };
