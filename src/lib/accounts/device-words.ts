import { m } from '../paraglide/messages';

type Words = (inputs?: Record<string, never>, options?: { locale?: 'zh' | 'en' }) => string;

/** Looked for in this order, because the later ones call themselves by several names. */
const systems: [RegExp, Words][] = [
  [/HarmonyOS|OpenHarmony/i, m.accounts_device_harmony],
  [/iPhone/i, m.accounts_device_iphone],
  [/iPad/i, m.accounts_device_ipad],
  [/Android/i, m.accounts_device_android],
  [/Windows/i, m.accounts_device_windows],
  [/Mac OS X|Macintosh/i, m.accounts_device_mac],
  [/Linux|X11/i, m.accounts_device_linux]
];

const browsers: [RegExp, Words][] = [
  [/MicroMessenger/i, m.accounts_browser_wechat],
  [/AlipayClient/i, m.accounts_browser_alipay],
  [/HuaweiBrowser/i, m.accounts_browser_huawei],
  [/MiuiBrowser/i, m.accounts_browser_xiaomi],
  [/HeyTapBrowser/i, m.accounts_browser_oppo],
  [/VivoBrowser/i, m.accounts_browser_vivo],
  [/MQQBrowser|QQBrowser/i, m.accounts_browser_qq],
  [/UCBrowser/i, m.accounts_browser_uc],
  [/Edg/i, m.accounts_browser_edge],
  [/Firefox|FxiOS/i, m.accounts_browser_firefox],
  [/Chrome|CriOS/i, m.accounts_browser_chrome],
  [/Safari/i, m.accounts_browser_safari]
];

/** What people call the device of a session, from the browser's own description: 安卓手机 · 微信. */
export function deviceWords(userAgent: string, locale: 'zh' | 'en'): string {
  const named = [systems, browsers].flatMap((kinds) => {
    const found = kinds.find(([pattern]) => pattern.test(userAgent));
    return found ? [found[1]({}, { locale })] : [];
  });
  return named.length > 0 ? named.join(' · ') : m.accounts_device_unknown({}, { locale });
}
