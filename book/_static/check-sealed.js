// Sealed feedback, opened with the browser's own WebCrypto: the page's twin of
// gxd_teach/classroom/sealed.py. One key derivation, then every entry is tried.
(() => {
  "use strict";

  const bytes = new TextEncoder();
  const text = new TextDecoder();
  const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (two) => parseInt(two, 16));
  const fromBase64 = (coded) => Uint8Array.from(atob(coded), (sign) => sign.charCodeAt(0));

  /** Whether this page may use WebCrypto: from a file, from this computer, or over HTTPS. */
  const able = () => Boolean(window.isSecureContext && window.crypto?.subtle);

  async function keyFor(form, sealed, context) {
    const secret = bytes.encode(`${context}\u001f${form}`);
    const base = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveKey"]);
    return crypto.subtle.deriveKey(
      {
        name: "PBKDF2",
        hash: "SHA-256",
        salt: fromHex(sealed.salt),
        iterations: sealed.iterations,
      },
      base,
      { name: "AES-GCM", length: 256 },
      false,
      ["decrypt"],
    );
  }

  /** What is sealed under this form of an answer: a list of feedback, empty where nothing is. */
  async function open(sealed, form, context) {
    const key = await keyFor(form, sealed, context);
    for (const entry of sealed.entries) {
      const locked = fromBase64(entry);
      const how = {
        name: "AES-GCM",
        iv: locked.slice(0, 12),
        additionalData: bytes.encode(context),
      };
      try {
        const plain = await crypto.subtle.decrypt(how, key, locked.slice(12));
        return JSON.parse(text.decode(plain));
      } catch (error) {
        if (error.name !== "OperationError") throw error; // sealed under another answer
      }
    }
    return [];
  }

  window.gxdSealed = { able, open };
})();
