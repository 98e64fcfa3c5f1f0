/** Answers what it is sent, so that the page sees a module worker run. */
self.onmessage = (event: MessageEvent<number>) => self.postMessage(event.data + 1);

export {};
