import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;
const base64Url = (bytes: Buffer) => bytes.toString("base64url");

export interface Device {
  id: string;
  key: KeyObject;
  counter: number;
  origin: string;
  rpId: string;
  /** Whether it asks for finger, face or PIN. */
  verifies: boolean;
}

/** A device with one passkey (ES256, no attestation), for tests without a browser. */
export function makeDevice({ origin = "http://localhost:3000", rpId = "localhost", verifies = true } = {}) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const device: Device = { id: base64Url(randomBytes(32)), key: privateKey, counter: 0, origin, rpId, verifies };
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const coseKey = Buffer.concat([
    Buffer.from("a5010203262001215820", "hex"),
    Buffer.from(x, "base64url"),
    Buffer.from("225820", "hex"),
    Buffer.from(y, "base64url"),
  ]);
  return {
    device,
    /** The answer to `navigator.credentials.create`. */
    register(options: { challenge: string }) {
      const id = Buffer.from(device.id, "base64url");
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey]);
      const data = Buffer.concat([authenticatorData(device, HAS_CREDENTIAL), credential]);
      const attestationObject = Buffer.concat([
        Buffer.from("a363666d74646e6f6e656761747453746d74a068617574684461746158", "hex"),
        Buffer.from([data.length]),
        data,
      ]);
      return {
        id: device.id,
        rawId: device.id,
        type: "public-key" as const,
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData("webauthn.create", options.challenge, device.origin),
          attestationObject: base64Url(attestationObject),
          transports: ["internal" as const],
        },
      };
    },
    /** The answer to `navigator.credentials.get`; the counter moves on. */
    sign(options: { challenge: string }) {
      device.counter += 1;
      const data = authenticatorData(device, 0);
      const clientDataJSON = clientData("webauthn.get", options.challenge, device.origin);
      const signature = createSign("sha256")
        .update(data)
        .update(createHash("sha256").update(Buffer.from(clientDataJSON, "base64url")).digest())
        .sign(device.key);
      return {
        id: device.id,
        rawId: device.id,
        type: "public-key" as const,
        clientExtensionResults: {},
        response: { clientDataJSON, authenticatorData: base64Url(data), signature: base64Url(signature) },
      };
    },
  };
}

function authenticatorData(device: Device, more: number): Buffer {
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(device.counter);
  const flags = USER_PRESENT | (device.verifies ? USER_VERIFIED : 0) | more;
  return Buffer.concat([createHash("sha256").update(device.rpId).digest(), Buffer.from([flags]), counter]);
}

function clientData(type: string, challenge: string, origin: string): string {
  return base64Url(Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })));
}
