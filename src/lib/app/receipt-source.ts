import { m } from '../paraglide/messages';
import type { IconName } from '../ui/icons';

/** Where a receipt leads back to: a page below the community's, with its words. */
export interface SourceLink {
  path: string;
  title: string;
  icon: IconName;
}

/**
 * The page of what a fact came from; null where the viewer has none. A claim is open to who made it,
 * and at the desk to those who review it.
 */
export function sourceLink(
  { source, sourceId }: { source: string; sourceId: string },
  viewer: { isOwn: boolean; reviews: boolean }
): SourceLink | null {
  switch (source) {
    case 'shift':
      return { path: `shifts/${sourceId}`, title: m.points_link_shift(), icon: 'calendar' };
    case 'event':
      return { path: `events/${sourceId}`, title: m.points_link_shift(), icon: 'calendar' };
    case 'vote':
      return { path: `decide/votes/${sourceId}`, title: m.points_link_vote(), icon: 'decide' };
    case 'claim':
      if (!viewer.isOwn && !viewer.reviews) return null;
      return {
        path: `${viewer.isOwn ? 'mine' : 'manage'}/claims/${sourceId}`,
        title: m.points_link_claim(),
        icon: 'edit'
      };
    default:
      return null;
  }
}
