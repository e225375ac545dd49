/** Every queue with its retry rule; job rows carry ids only. */
export const queues = {
  "send-messages": { policy: "short", retryLimit: 5, retryDelay: 10, retryBackoff: true, expireInSeconds: 300 },
  "render-certificates": {
    policy: "standard",
    retryLimit: 5,
    retryDelay: 5,
    retryBackoff: true,
    expireInSeconds: 1800,
  },
  "send-reminders": { policy: "short", retryLimit: 2, retryDelay: 10, expireInSeconds: 120 },
  "tell-those-waiting": { policy: "short", retryLimit: 2, retryDelay: 60, expireInSeconds: 120 },
  "end-seat-offers": { policy: "short", retryLimit: 2, retryDelay: 10, expireInSeconds: 120 },
  "end-offers": { policy: "short", retryLimit: 2, retryDelay: 10, expireInSeconds: 120 },
  "answer-link-requests": { policy: "short", retryLimit: 5, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 },
  "clear-expired": { policy: "short", retryLimit: 2, retryDelay: 30, expireInSeconds: 300 },
  "anchor-audit": { policy: "short", retryLimit: 2, retryDelay: 30, expireInSeconds: 120 },
  "apply-retention": { policy: "short", retryLimit: 5, retryDelay: 60, retryBackoff: true, expireInSeconds: 3600 },
  "scan-documents": { policy: "short", retryLimit: 2, retryDelay: 20, expireInSeconds: 1800 },
  "clear-documents": { policy: "short", retryLimit: 2, retryDelay: 30, expireInSeconds: 600 },
  "commit-imports": { policy: "short", retryLimit: 2, retryDelay: 10, expireInSeconds: 1800 },
  "clear-files": { policy: "short", retryLimit: 2, retryDelay: 60, expireInSeconds: 3600 },
} as const;
export type QueueName = keyof typeof queues;

/** What each queue's jobs carry. */
export interface JobData {
  "send-messages": Record<string, never>;
  "render-certificates": { eventId?: string };
  "send-reminders": Record<string, never>;
  "tell-those-waiting": Record<string, never>;
  "end-seat-offers": Record<string, never>;
  "end-offers": Record<string, never>;
  "answer-link-requests": Record<string, never>;
  "clear-expired": Record<string, never>;
  "anchor-audit": Record<string, never>;
  "apply-retention": Record<string, never>;
  "scan-documents": Record<string, never>;
  "clear-documents": Record<string, never>;
  "commit-imports": Record<string, never>;
  "clear-files": Record<string, never>;
}

/** Cron rules of the jobs that come by themselves (Europe/Tirane). */
export const schedules: Partial<Record<QueueName, string>> = {
  "send-messages": "* * * * *",
  "answer-link-requests": "* * * * *",
  "send-reminders": "* * * * *",
  "tell-those-waiting": "5 * * * *",
  "end-seat-offers": "* * * * *",
  "end-offers": "* * * * *",
  "render-certificates": "*/5 * * * *",
  "clear-expired": "* * * * *",
  "anchor-audit": "*/15 * * * *",
  "apply-retention": "10 3 * * *",
  "scan-documents": "* * * * *",
  "clear-documents": "*/10 * * * *",
  "commit-imports": "* * * * *",
  "clear-files": "40 3 * * *",
};
