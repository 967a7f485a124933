import { isLeft, left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { Decimal } from '../decimal/decimal-text.js';
import type { DecodeError } from '../errors.js';
import { MAX_OPERATIONS } from '../limits.js';
import { CancelOrderInput } from './cancel-order.js';
import { CancelOrdersInput } from './cancel-orders.js';
import { InputChecks } from './input-checks.js';
import { badBody, inputCodec, type InputCodec, type WireInput } from './input-codec.js';
import { NewOrderInput } from './new-order.js';
import { UpdateOrderInput } from './update-order.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-input-order-multi-op
 *
 * [0,"ox_multi",null,[["oc",{"id":1}],["on",{"symbol":"tBTCUSD","amount":"2.0","price":"12.0","type":"EXCHANGE LIMIT"}]]]
 */

/** One of the operations that go into one message. */
export type OrderOperation<D = Decimal> = NewOrderInput<D> | UpdateOrderInput<D> | CancelOrderInput | CancelOrdersInput;

/**
 * Sends up to 75 operations in one message. Each is answered for itself, in no particular order, and one may fail where
 * others succeed. https://docs.bitfinex.com/reference/ws-auth-input-order-multi-op
 */
export interface OrderOperationsInput<D = Decimal> {
  readonly code: 'ox_multi';
  readonly operations: ReadonlyArray<OrderOperation<D>>;
}

/** Makes the input that sends several operations in one message. */
export const orderOperations = (operations: ReadonlyArray<OrderOperation>): OrderOperationsInput => ({
  code: 'ox_multi',
  operations,
});

const readOperation = (raw: WireInput): E.Either<DecodeError, OrderOperation<string>> => {
  switch (raw[1]) {
    case 'on':
      return NewOrderInput.read(raw);
    case 'ou':
      return UpdateOrderInput.read(raw);
    case 'oc':
      return CancelOrderInput.read(raw);
    case 'oc_multi':
      return CancelOrdersInput.read(raw);
    default:
      return left(badBody('ox_multi', 'on, ou, oc or oc_multi', raw[1], 'operation'));
  }
};

const wireOperation = (operation: OrderOperation, c: InputChecks): WireInput => {
  switch (operation.code) {
    case 'on':
      return NewOrderInput.wire(operation, c);
    case 'ou':
      return UpdateOrderInput.wire(operation, c);
    case 'oc':
      return CancelOrderInput.wire(operation, c);
    case 'oc_multi':
      return CancelOrdersInput.wire(operation, c);
  }
};

const read = (body: unknown): E.Either<DecodeError, OrderOperationsInput<string>> => {
  if (!Array.isArray(body)) return left(badBody('ox_multi', 'a list of operations', body));
  const operations: OrderOperation<string>[] = [];
  for (const [at, each] of (body as ReadonlyArray<unknown>).entries()) {
    const field = `operation ${at}`;
    if (!Array.isArray(each) || typeof each[0] !== 'string') {
      return left(badBody('ox_multi', '[code, {…}]', each, field));
    }
    const operation = readOperation([0, each[0], null, each[1]]);
    if (isLeft(operation)) return left(within(field, operation.left));
    operations.push(operation.right);
  }
  return right({ code: 'ox_multi', operations });
};

const within = (field: string, error: DecodeError): DecodeError =>
  error._tag === 'BadInput' && error.code !== 'ox_multi' ? { ...error, field: `${field}: ${error.field}` } : error;

const write = (o: OrderOperationsInput, c: InputChecks): unknown => {
  const operations = c.list('operations', o.operations);
  const count = operations.length;
  if (count === 0) c.fail({ _tag: 'Empty', code: 'ox_multi' });
  if (count > MAX_OPERATIONS) c.fail({ _tag: 'TooMany', code: 'ox_multi', count, limit: MAX_OPERATIONS });
  return operations.map((operation, index) => {
    const own = new InputChecks();
    const [, code, , body] = wireOperation(operation, own);
    const reason = own.error();
    if (reason !== null) c.fail({ _tag: 'BadOperation', index, reason });
    return [code, body];
  });
};

/** Reads and writes the input that sends several operations in one message. */
export const OrderOperationsInput: InputCodec<
  OrderOperationsInput<string>,
  OrderOperationsInput
> = /* @__PURE__ */ inputCodec({
  code: 'ox_multi',
  read,
  write,
});
