// Reads QR codes from the camera: with the browser's own reader where it has one, else with the package's.

/** @param {HTMLVideoElement} video @param {(text: string) => void} found @returns {Promise<() => void>} */
export async function watchCamera(video, found) {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: "environment", width: { ideal: 1280 } },
  });
  video.srcObject = stream;
  await video.play();
  const reader = await qrReader();
  let on = true;
  const look = async () => {
    if (!on) return;
    const codes = await reader.detect(video).catch(() => []);
    for (const { rawValue } of codes) found(rawValue);
    setTimeout(look, 120);
  };
  look();
  return () => {
    on = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}

/** @returns {Promise<{ detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }>} */
async function qrReader() {
  const own = /** @type {any} */ (globalThis).BarcodeDetector;
  const formats = ["qr_code"];
  if (own && (await own.getSupportedFormats()).includes("qr_code")) return new own({ formats });
  const { BarcodeDetector } = await import("/scripts/qr/decode.js");
  return new BarcodeDetector({ formats: ["qr_code"] });
}
