/** Reads QR codes from the back camera until stopped. The decoder is loaded only here. */
export interface Camera {
  stop(): void;
}

/** Where the browser has its own detector it is used; otherwise one is loaded. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

const MS_BETWEEN_FRAMES = 150;

/** Whether this page can ask for a camera at all (https, and not in every in-app browser). */
export const hasCamera = (): boolean => 'mediaDevices' in navigator;

/**
 * Shows the camera in `video` and calls `found` with each text read.
 * @throws what getUserMedia throws when the person or the browser says no
 */
export async function openCamera(
  video: HTMLVideoElement,
  found: (text: string) => void
): Promise<Camera> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment' },
    audio: false
  });
  video.srcObject = stream;
  await video.play();
  const read = await chooseReader();
  let running = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async () => {
    const text = video.readyState >= video.HAVE_CURRENT_DATA ? await read(video) : null;
    if (!running) return;
    if (text) found(text);
    timer = setTimeout(look, MS_BETWEEN_FRAMES);
  };
  void look();
  return {
    stop() {
      running = false;
      clearTimeout(timer);
      for (const track of stream.getTracks()) track.stop();
      video.srcObject = null;
    }
  };
}

type Reader = (video: HTMLVideoElement) => Promise<string | null>;

async function chooseReader(): Promise<Reader> {
  const native = await nativeDetector();
  if (!native) return loadReader();
  return async (video) => (await native.detect(video))[0]?.rawValue ?? null;
}

async function nativeDetector(): Promise<Detector | null> {
  const found = 'BarcodeDetector' in globalThis ? Reflect.get(globalThis, 'BarcodeDetector') : null;
  if (!isDetectorClass(found)) return null;
  const formats = await found.getSupportedFormats();
  return formats.includes('qr_code') ? new found({ formats: ['qr_code'] }) : null;
}

const isDetectorClass = (value: unknown): value is DetectorClass =>
  typeof value === 'function' && 'getSupportedFormats' in value;

async function loadReader(): Promise<Reader> {
  const { QRCanvas } = await import('qr/dom.js');
  const canvas = new QRCanvas({}, { cropToSquare: true });
  return async (video) => {
    const read = await canvas.drawImage(video, video.videoHeight, video.videoWidth);
    return typeof read === 'string' ? read : null;
  };
}
