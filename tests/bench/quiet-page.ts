import type { Browser, BrowserContext } from '@playwright/test';

/** Cookies and the like of somebody who has signed in. */
export type State = Awaited<ReturnType<BrowserContext['storageState']>>;

/** A page to which only those domains of the DevTools protocol speak that a measurement needs. */
export interface QuietPage {
  send(method: string, params?: object): Promise<Record<string, unknown>>;
  on(event: string, see: (params: Record<string, unknown>) => void): void;
  close(): Promise<void>;
}

interface Message {
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { message: string };
}

/**
 * Opens an empty page in a context of its own, past Playwright: its pages always have the runtime's
 * inspection on, for which V8 collects the position of each statement of a script when the script
 * makes an error. At a quarter of the speed that is 45 ms which no phone ever spends.
 */
export async function openQuietPage(browser: Browser, state: State): Promise<QuietPage> {
  const cdp = await browser.newBrowserCDPSession();
  const { browserContextId } = await cdp.send('Target.createBrowserContext');
  const cookies = state.cookies.map(({ expires: _expires, ...cookie }) => cookie);
  await cdp.send('Storage.setCookies', { cookies, browserContextId });
  const { targetId } = await cdp.send('Target.createTarget', {
    url: 'about:blank',
    browserContextId
  });
  const { sessionId } = await cdp.send('Target.attachToTarget', { targetId });
  const waiting = new Map<number, (message: Message) => void>();
  const watching = new Map<string, (params: Record<string, unknown>) => void>();
  cdp.on('Target.receivedMessageFromTarget', (received) => {
    const message: Message = JSON.parse(received.message);
    if (message.id !== undefined) waiting.get(message.id)?.(message);
    else watching.get(message.method ?? '')?.(message.params ?? {});
  });
  let count = 0;
  return {
    send(method, params = {}) {
      const id = ++count;
      const answered = new Promise<Message>((resolve) => waiting.set(id, resolve));
      const message = JSON.stringify({ id, method, params });
      return cdp
        .send('Target.sendMessageToTarget', { message, sessionId })
        .then(() => answered)
        .then(({ result, error }) => {
          waiting.delete(id);
          if (error) throw new Error(`${method}: ${error.message}`);
          return result ?? {};
        });
    },
    on: (event, see) => void watching.set(event, see),
    async close() {
      await cdp.send('Target.disposeBrowserContext', { browserContextId });
      await cdp.detach();
    }
  };
}
