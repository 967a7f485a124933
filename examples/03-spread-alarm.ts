import { book, createClient, orThrow, type Client, type ClientOptions } from '@bitfinex-ws/client';

/** A bot to be tested: calls out whenever bid and ask of tBTCUSD are further apart than they may be. */
export const spreadAlarm = async (
  options: ClientOptions,
  limit: number,
  callOut: (line: string) => void,
): Promise<Client> => {
  const client = createClient(options);
  const live = await orThrow(client.subscribe(book('tBTCUSD')));
  const watch = async (): Promise<void> => {
    let told = '';
    const tell = (line: string): void => {
      if (line !== told && line !== '') callOut(line);
      told = line;
    };
    for await (const item of live.latest()) {
      if (item.type === 'unavailable') tell(`blind: ${item.reason}`);
      else tell((item.view.spread ?? Infinity) > limit ? `the spread is ${item.view.spread ?? 'endless'}` : '');
    }
  };
  void watch();
  return client;
};
