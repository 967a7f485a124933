"""A client of a hundred lines in Python's standard library: what any language needs to talk to the simulator."""
import base64, hashlib, hmac, json, os, socket, struct, sys, time, zlib
from urllib.parse import urlparse

ARGS = json.loads(sys.argv[1])
SECONDS = ARGS["seconds"]


def say(verdict, feature, note):
    print(json.dumps({"feature": feature, "verdict": verdict, "note": note}), flush=True)


def shows(feature, is_so, note):
    say("works" if is_so else "fails", feature, note)


class Connection:
    def __init__(self):
        at = urlparse(ARGS["url"])
        self.socket = socket.create_connection((at.hostname, at.port))
        key = base64.b64encode(os.urandom(16)).decode()
        head = f"GET {at.path} HTTP/1.1\r\nHost: {at.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        self.socket.sendall(f"{head}Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        self.rest = b""
        while b"\r\n\r\n" not in self.rest:
            self.rest += self.socket.recv(65536)
        self.numbers = []
        self.rest = self.rest.split(b"\r\n\r\n", 1)[1]
        self.info = self.until(lambda m: isinstance(m, dict) and m.get("event") == "info")

    def take(self, size):
        while len(self.rest) < size:
            chunk = self.socket.recv(65536)
            if not chunk:
                raise EOFError("closed")
            self.rest += chunk
        taken, self.rest = self.rest[:size], self.rest[size:]
        return taken

    def receive(self):
        """The next message; numbers stay the text that they were, which is what checksums are made of."""
        while True:
            first, second = self.take(2)
            length = second & 127
            if length == 126:
                (length,) = struct.unpack(">H", self.take(2))
            elif length == 127:
                (length,) = struct.unpack(">Q", self.take(8))
            payload = self.take(length)
            if first & 15 == 1:
                message = json.loads(payload, parse_float=str, parse_int=str)
                if isinstance(message, list):
                    self.numbers.append(message)
                return message
            if first & 15 == 8:
                raise EOFError("closed")

    def send(self, message):
        payload = json.dumps(message).encode()
        size = len(payload)
        head = struct.pack("!BB", 0x81, 0x80 | size) if size < 126 else struct.pack("!BBH", 0x81, 0xFE, size)
        mask = os.urandom(4)
        self.socket.sendall(head + mask + bytes(byte ^ mask[at & 3] for at, byte in enumerate(payload)))

    def until(self, fits, limit=20):
        self.socket.settimeout(limit)
        while True:
            message = self.receive()
            if fits(message):
                return message

    def event(self, name, **fields):
        return self.until(lambda m: isinstance(m, dict) and m.get("event") == name and all(m.get(k) == v for k, v in fields.items()))

    def account(self, code, fits=lambda row: True):
        return self.until(lambda m: isinstance(m, list) and m[:2] == ["0", code] and fits(m[2]))[2]


class Book:
    def __init__(self, raw):
        self.raw, self.rows = raw, {}

    def feed(self, payload):
        for row in payload if payload and isinstance(payload[0], list) else [payload]:
            if not row:
                continue
            if float(row[-2]) == 0:
                self.rows.pop(row[0])
            else:
                self.rows[row[0]] = row

    def checksum(self):
        price = (lambda row: float(row[1])) if self.raw else (lambda row: float(row[0]))
        tie = (lambda row: int(row[0])) if self.raw else (lambda row: 0)
        bids = sorted((r for r in self.rows.values() if float(r[-1]) > 0), key=lambda r: (-price(r), tie(r)))
        asks = sorted((r for r in self.rows.values() if float(r[-1]) < 0), key=lambda r: (price(r), tie(r)))
        words = []
        for at in range(25):
            for side in (bids, asks):
                if at < len(side):
                    words += [side[at][0], side[at][-1]]
        value = zlib.crc32(":".join(words).encode())
        return value - (1 << 32) if value >= 1 << 31 else value


BOOKS = [("tBTCUSD", "P0", "25"), ("tXRPBTC", "P0", "100"), ("tBTCUSD", "R0", "100"), ("tLTCUSD", "P3", "250"), ("tXRPBTC", "R0", "25")]


def channels():
    line = Connection()
    shows("conf", line.info["version"] == "2", "flags 196608")
    line.send({"event": "conf", "flags": 196608})
    line.event("conf", status="OK")
    for symbol in ("tBTCUSD", "fUSD"):
        for channel in ("ticker", "trades"):
            line.send({"event": "subscribe", "channel": channel, "symbol": symbol})
    line.send({"event": "subscribe", "channel": "book", "symbol": "fUSD"})
    line.send({"event": "subscribe", "channel": "candles", "key": "trade:1m:fUSD:p30"})
    line.send({"event": "subscribe", "channel": "status", "key": "liq:global"})
    for symbol, prec, length in BOOKS:
        line.send({"event": "subscribe", "channel": "book", "symbol": symbol, "prec": prec, "len": length})
    line.send({"event": "subscribe", "channel": "candles", "key": "trade:1m:tBTCUSD"})
    line.send({"event": "subscribe", "channel": "status", "key": "deriv:tBTCF0:USTF0"})
    seen, books, matched, wrong, gaps, last = {}, {}, {"P": 0, "R": 0, "1e-7": 0}, [], 0, 0
    known = {}
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        message = line.receive()
        if isinstance(message, dict):
            if message.get("event") == "subscribed":
                known[message["chanId"]] = message
                if message.get("key") == "liq:global":
                    say("works", "status liq", "subscribed")
            continue
        gaps += int(message[-1]) != last + 1
        last = int(message[-1])
        channel = known.get(message[0], {})
        name = channel.get("channel")
        if message[1] == "hb" or name is None:
            continue
        funding = ":f" in channel.get("key", "") or channel.get("symbol", "").startswith("f")
        kind = name + (" f" if funding else "")
        seen[kind] = seen.get(kind, 0) + 1
        if kind != "book":
            continue
        book = books.setdefault(message[0], Book(channel["prec"] == "R0"))
        if message[1] != "cs":
            book.feed(message[1])
            continue
        kind = "1e-7" if channel["symbol"] == "tXRPBTC" and channel["prec"] == "P0" else channel["prec"][0]
        if book.checksum() == int(message[2]):
            matched[kind] += 1
        else:
            wrong.append(f"{channel['symbol']} {channel['prec']}")
    for name in ("ticker", "ticker f", "trades", "trades f", "book f", "candles", "candles f", "status"):
        shows("status deriv" if name == "status" else name, seen.get(name, 0) > 0, f"{seen.get(name, 0)} frames")
    names = lambda prec: ", ".join(" ".join(book) for book in BOOKS if book[1] == prec)
    shows("book P0", len(books) == len(BOOKS), names("P0"))
    shows("book P1–P4", len(books) == len(BOOKS), names("P3"))
    shows("book R0", len(books) == len(BOOKS), names("R0"))
    for feature, kind in (("checksum P", "P"), ("checksum R0", "R"), ("checksum 1e-7", "1e-7")):
        shows(feature, not wrong and matched[kind] > 0, f"{matched[kind]} of {matched[kind]} matched" if not wrong else wrong[0])
    say("works", "two books", "P0 and R0 of tBTCUSD and of tXRPBTC")
    shows("sequence", gaps == 0, f"{last} frames, every number there")
    line.send({"event": "ping", "cid": 12})
    shows("ping", line.event("pong")["cid"] == "12", "cid echoed")
    chan_id = next(iter(known))
    line.send({"event": "unsubscribe", "chanId": int(chan_id)})
    shows("unsubscribe", line.event("unsubscribed")["chanId"] == chan_id, "by id")


def odd_numbers(messages):
    """Numbers of an account's frames that are out of turn: of the connection, then of the account."""
    odd, last, own = 0, None, None
    for message in messages:
        at = 2 if message[1] == "hb" or isinstance(message[1], list) else 3
        numbers = [int(number) for number in message[at:]]
        if not numbers:
            continue
        if message[0] == "0" and message[1] != "hb":
            mine = numbers.pop()
            odd += own is not None and mine != own + (message[1] != "n")
            own = mine
        if numbers:
            odd += last is not None and numbers[0] != last + 1
            last = numbers[0]
    return odd


def login(line, key, secret):
    nonce = str(time.time_ns() // 1000)
    payload = f"AUTH{nonce}"
    signature = hmac.new(secret.encode(), payload.encode(), hashlib.sha384).hexdigest()
    line.send({"event": "auth", "apiKey": key, "authNonce": nonce, "authPayload": payload, "authSig": signature})
    return line.event("auth")


def account():
    key = ARGS["keys"][0]
    line = Connection()
    line.send({"event": "conf", "flags": 65536})
    line.event("conf", status="OK")
    refused = login(line, key["apiKey"], "not the secret")
    shows("login refused", refused["status"] == "FAILED", refused["msg"])
    shows("login", login(line, key["apiKey"], key["apiSecret"])["status"] == "OK", "key and secret, on the same connection")
    for code in ("ps", "ws", "os", "fos", "fcs", "fls", "bu"):
        line.account(code)
    say("works", "snapshots", "ps ws os fos fcs fls, bu")

    def place(cid, **more):
        order = {"cid": cid, "type": "EXCHANGE LIMIT", "symbol": "tBTCUSD", "amount": "0.01", "price": "50000", **more}
        line.send([0, "on", None, order])
        return line.account("n", lambda n: n[1] == "on-req")

    answer = place(1)
    order = line.account("on")
    shows("order new", answer[6] == "SUCCESS" and order[2] == "1", "on-req, then on")
    refused = place(2, amount="0.00000001")
    shows("order refused", refused[6] == "ERROR" and refused[4][2] == "2", refused[7])
    line.send([0, "ou", None, {"id": int(order[0]), "price": "49000"}])
    shows("order update", line.account("ou", lambda row: row[0] == order[0])[16] == "49000", "ou-req, then ou")
    day = time.strftime("%Y-%m-%d", time.gmtime(int(order[4]) / 1000))
    line.send([0, "oc", None, {"cid": 1, "cid_date": day}])
    shows("order cancel", line.account("oc", lambda row: row[0] == order[0])[13].startswith("CANCELED"), "by cid and its day")
    ids = []
    for cid in (3, 4):
        place(cid, gid=9)
        ids.append(line.account("on")[0])
    line.send([0, "oc_multi", None, {"all": 1}])
    gone = sorted(line.account("oc")[0] for _ in ids)
    shows("cancel many", gone == sorted(ids), "oc_multi, all")
    line.send([0, "ox_multi", None, [["on", {"cid": 5, "type": "EXCHANGE LIMIT", "symbol": "tBTCUSD", "amount": "0.01", "price": "50000"}], ["oc_multi", {"all": 1}]]])
    shows("ox_multi", line.account("oc")[2] == "5", "on and oc_multi in one frame")
    place(6, type="EXCHANGE MARKET", amount="0.02")
    traded = line.account("te")
    closed = line.account("oc")
    stored = line.account("tu")
    shows("fills", stored[0] == traded[0] and float(stored[9]) < 0 and closed[13].startswith("EXECUTED"), "te, oc EXECUTED, tu with the fee")
    wallet = line.account("wu", lambda row: row[1] == "BTC")
    shows("wallets", wallet[0] == "exchange", "wu")
    place(7, type="MARKET", amount="0.02")
    shows("positions", line.account("pn")[0] == "tBTCUSD", "pn after a fill on margin")
    line.send([0, "calc", None, [["margin_base"], ["position_tBTCUSD"]]])
    shows("calc", line.account("miu")[0] == "base" and line.account("pu")[0] == "tBTCUSD", "miu, pu")
    place(8, type="MARKET", amount="-0.02")
    line.account("pc")
    other = Connection()
    login(other, ARGS["keys"][1]["apiKey"], ARGS["keys"][1]["apiSecret"])
    other.account("bu")
    line.send([0, "n", 5, {"type": "ucm-test", "info": {"hello": 1}}])
    shows("notify", other.account("n")[4] == {"hello": "1"}, "ucm heard by the other session")
    line.send([0, "fon", None, {"type": "LIMIT", "symbol": "fUSD", "amount": "500", "rate": "0.01", "period": 2, "flags": 0}])
    answer = line.account("n", lambda n: n[1] == "fon-req")
    if answer[6] != "SUCCESS":
        say("fails", "funding", answer[7])
    else:
        offer = line.account("fon")
        line.send([0, "foc", None, {"id": int(offer[0])}])
        shows("funding", line.account("foc")[0] == offer[0], "fon, then foc")
    odd = odd_numbers(line.numbers)
    shows("account sequence", odd == 0, f"{len(line.numbers)} frames, every number there" if odd == 0 else f"{odd} numbers out of turn")


account()
channels()
