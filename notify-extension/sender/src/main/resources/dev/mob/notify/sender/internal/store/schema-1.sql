CREATE TABLE app (
  id     INTEGER PRIMARY KEY,
  name   TEXT    NOT NULL UNIQUE,
  paused INTEGER NOT NULL DEFAULT 0
);

-- AUTOINCREMENT: an id is never used again, or an old delivery would reach a new device.
CREATE TABLE device (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  app            INTEGER NOT NULL,
  platform       INTEGER NOT NULL,
  token          TEXT    NOT NULL,
  user           TEXT,
  apns_topic     TEXT,
  environment    TEXT,
  p256dh         TEXT,
  auth           TEXT,
  seen           INTEGER NOT NULL,
  invalid_at     INTEGER,
  invalid_reason TEXT,
  UNIQUE (app, platform, token)
);
CREATE INDEX device_user ON device (app, user) WHERE user IS NOT NULL;
CREATE INDEX device_invalid ON device (app, invalid_at) WHERE invalid_at IS NOT NULL;

-- kind: 0 tag, 1 topic
CREATE TABLE label (
  app    INTEGER NOT NULL,
  kind   INTEGER NOT NULL,
  name   TEXT    NOT NULL,
  device INTEGER NOT NULL,
  PRIMARY KEY (app, kind, name, device)
) WITHOUT ROWID;
CREATE INDEX label_device ON label (device, kind);

-- state: MessageState. sweep: MessageTable.Sweep, what is being done page by page to its deliveries.
-- last, upto: the fan-out has queued the devices up to last and will go on to upto.
CREATE TABLE message (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid      BLOB    NOT NULL UNIQUE,
  app       INTEGER NOT NULL,
  key       TEXT,
  payload   TEXT    NOT NULL,
  recipient TEXT    NOT NULL,
  created   INTEGER NOT NULL,
  due       INTEGER NOT NULL,
  expires   INTEGER NOT NULL,
  state     INTEGER NOT NULL,
  paused    INTEGER NOT NULL DEFAULT 0,
  sweep     INTEGER NOT NULL DEFAULT 0,
  finished  INTEGER,
  last      INTEGER NOT NULL DEFAULT 0,
  upto      INTEGER NOT NULL DEFAULT 0,
  total     INTEGER NOT NULL DEFAULT 0,
  sent      INTEGER NOT NULL DEFAULT 0,
  failed    INTEGER NOT NULL DEFAULT 0,
  expired   INTEGER NOT NULL DEFAULT 0,
  cancelled INTEGER NOT NULL DEFAULT 0,
  displayed INTEGER NOT NULL DEFAULT 0,
  tapped    INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX message_key ON message (app, key) WHERE key IS NOT NULL;
CREATE INDEX message_unexpanded ON message (state, due) WHERE state IN (0, 1);
CREATE INDEX message_expiry ON message (expires) WHERE state IN (0, 1, 2);
CREATE INDEX message_sweep ON message (id) WHERE sweep <> 0;
CREATE INDEX message_finished ON message (finished) WHERE finished IS NOT NULL;

-- state: DeliveryState. lane: app * 16 + platform. rank: 0 direct, 1 fan-out.
CREATE TABLE delivery (
  id          INTEGER PRIMARY KEY,
  message     INTEGER NOT NULL,
  device      INTEGER NOT NULL,
  lane        INTEGER NOT NULL,
  state       INTEGER NOT NULL,
  attempt     INTEGER NOT NULL DEFAULT 0,
  due         INTEGER NOT NULL,
  rank        INTEGER NOT NULL,
  provider_id TEXT,
  reason      TEXT,
  updated     INTEGER NOT NULL,
  displayed   INTEGER,
  tapped      INTEGER,
  UNIQUE (message, device)
);
CREATE INDEX delivery_waiting ON delivery (lane, rank, due, id) WHERE state = 0;
CREATE INDEX delivery_claimed ON delivery (id) WHERE state = 1;
