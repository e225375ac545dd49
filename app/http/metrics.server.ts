const buckets = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000];

/** Counts and times of requests, in Prometheus' text format; no addresses, no people. */
export function requestMetrics() {
  const counts = new Map<string, number>();
  const within = buckets.map(() => 0);
  let total = 0;
  let milliseconds = 0;
  return {
    observe(method: string, status: number, took: number): void {
      const key = `method="${/^[A-Z]+$/.test(method) ? method : "OTHER"}",status="${status}"`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      total += 1;
      milliseconds += took;
      buckets.forEach((limit, index) => {
        if (took <= limit) within[index] = (within[index] ?? 0) + 1;
      });
    },
    text(): string {
      const memory = process.memoryUsage();
      const lines = ["# TYPE http_requests_total counter"];
      for (const [key, count] of counts) lines.push(`http_requests_total{${key}} ${count}`);
      lines.push("# TYPE http_request_duration_ms histogram");
      buckets.forEach((limit, index) => {
        lines.push(`http_request_duration_ms_bucket{le="${limit}"} ${within[index]}`);
      });
      lines.push(`http_request_duration_ms_bucket{le="+Inf"} ${total}`);
      lines.push(`http_request_duration_ms_sum ${milliseconds.toFixed(0)}`, `http_request_duration_ms_count ${total}`);
      lines.push("# TYPE process_resident_memory_bytes gauge", `process_resident_memory_bytes ${memory.rss}`);
      lines.push("# TYPE nodejs_heap_used_bytes gauge", `nodejs_heap_used_bytes ${memory.heapUsed}`);
      lines.push("# TYPE process_uptime_seconds gauge", `process_uptime_seconds ${process.uptime().toFixed(0)}`);
      return `${lines.join("\n")}\n`;
    },
  };
}
