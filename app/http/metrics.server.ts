const buckets = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000];

/** What one process has counted; several are added up for the operator. */
export interface Counts {
  /** By method and status. */
  requests: Record<string, number>;
  /** Requests that took no longer than the bucket's milliseconds. */
  within: number[];
  milliseconds: number;
  residentBytes: number;
  heapBytes: number;
  uptimeSeconds: number;
}

export type RequestMetrics = ReturnType<typeof requestMetrics>;

/** Counts and times of the requests of this process; no addresses, no people. */
export function requestMetrics() {
  const requests: Counts["requests"] = {};
  const within = buckets.map(() => 0);
  let milliseconds = 0;
  return {
    observe(method: string, status: number, took: number): void {
      const key = `method="${/^[A-Z]+$/.test(method) ? method : "OTHER"}",status="${status}"`;
      requests[key] = (requests[key] ?? 0) + 1;
      milliseconds += took;
      buckets.forEach((limit, index) => {
        if (took <= limit) within[index] = (within[index] ?? 0) + 1;
      });
    },
    counts(): Counts {
      const { rss, heapUsed } = process.memoryUsage();
      const uptimeSeconds = Math.round(process.uptime());
      return { requests, within, milliseconds, residentBytes: rss, heapBytes: heapUsed, uptimeSeconds };
    },
  };
}

/** The sum over all processes in Prometheus' text format; the uptime is the oldest one's. */
export function metricsText(all: readonly Counts[]): string {
  const sum = (part: (counts: Counts) => number) => all.reduce((total, counts) => total + part(counts), 0);
  const keys = [...new Set(all.flatMap(({ requests }) => Object.keys(requests)))];
  const total = sum(({ requests }) => Object.values(requests).reduce((a, b) => a + b, 0));
  const lines = [
    "# TYPE http_requests_total counter",
    ...keys.map((key) => `http_requests_total{${key}} ${sum(({ requests }) => requests[key] ?? 0)}`),
    "# TYPE http_request_duration_ms histogram",
    ...buckets.map(
      (limit, at) => `http_request_duration_ms_bucket{le="${limit}"} ${sum(({ within }) => within[at] ?? 0)}`,
    ),
    `http_request_duration_ms_bucket{le="+Inf"} ${total}`,
    `http_request_duration_ms_sum ${sum(({ milliseconds }) => milliseconds)}`,
    `http_request_duration_ms_count ${total}`,
    "# TYPE process_resident_memory_bytes gauge",
    `process_resident_memory_bytes ${sum(({ residentBytes }) => residentBytes)}`,
    "# TYPE nodejs_heap_used_bytes gauge",
    `nodejs_heap_used_bytes ${sum(({ heapBytes }) => heapBytes)}`,
    "# TYPE process_uptime_seconds gauge",
    `process_uptime_seconds ${Math.max(0, ...all.map(({ uptimeSeconds }) => uptimeSeconds))}`,
  ];
  return `${lines.join("\n")}\n`;
}
