import { overwriteGetLocale } from '$lib/paraglide/runtime';

/**
 * The words of a page stay in the language in which the server made it: asking the cookies anew for
 * each word costs a slow phone a tenth of its start.
 */
const locale = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';
overwriteGetLocale(() => locale);
