declare module "autocannon" {
  interface Outgoing {
    headers?: Record<string, string>;
  }
  interface Client {
    on(event: "response", listener: (status: number, bytes: number, milliseconds: number) => void): void;
  }
  interface Options {
    url: string;
    connections: number;
    duration: number;
    setupClient?: (client: Client) => void;
    requests: { method: string; setupRequest?: (request: Outgoing) => Outgoing }[];
  }
  interface Result {
    requests: { average: number };
    errors: number;
    non2xx: number;
  }
  export default function autocannon(options: Options): Promise<Result>;
}
