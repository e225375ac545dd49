import "@remix-run/node";

declare module "@remix-run/node" {
  /** Loader data keeps its dates. */
  interface Future {
    v3_singleFetch: true;
  }
  /** What the HTTP server tells every loader, action and `handleRequest`. */
  interface AppLoadContext {
    /** Every `<script>` and `<style>` of the page carries it, or the browser refuses them. */
    nonce: string;
    /** Goes into the log and, as a reference, onto error pages. */
    requestId: string;
    /** For rate limits only; never stored, never logged. */
    clientAddress: string;
  }
}
