#include "fault_vfs.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTOR = 512, BUCKETS = 1024 };

/* A sector written since the last sync, as it was at that sync. */
typedef struct Sector {
  struct Sector *next;
  sqlite3_int64 number;
  unsigned char before[SECTOR];
} Sector;

typedef struct Tracked {
  struct Tracked *next;
  char *path;
  sqlite3_int64 synced_size;
  Sector *sectors[BUCKETS];
} Tracked;

struct FaultLayer {
  sqlite3_vfs base; /* first, so that the layer is found from SQLite's pointer */
  sqlite3_vfs *real;
  pthread_mutex_t lock;
  char name[32];
  enum FaultMode mode;
  long at;
  long calls;
  long syncs;
  long open_files;
  Tracked *files;
};

typedef struct FaultFile {
  sqlite3_file base;
  FaultLayer *layer;
  Tracked *tracked; /* NULL for files that do not outlive a connection */
  sqlite3_file *real;
} FaultFile;

/* --- what was written since the last sync --- */

static Tracked *track(FaultLayer *layer, const char *path) {
  for (Tracked *file = layer->files; file; file = file->next)
    if (strcmp(file->path, path) == 0) return file;
  Tracked *file = calloc(1, sizeof *file);
  if (!file) return NULL;
  file->path = strdup(path);
  if (!file->path) {
    free(file);
    return NULL;
  }
  struct stat status;
  /* What lies there before the layer first sees it counts as synced. */
  if (stat(path, &status) == 0) file->synced_size = status.st_size;
  file->next = layer->files;
  layer->files = file;
  return file;
}

static void forget(Tracked *file) {
  for (int bucket = 0; bucket < BUCKETS; bucket++) {
    Sector *sector = file->sectors[bucket];
    while (sector) {
      Sector *next = sector->next;
      free(sector);
      sector = next;
    }
    file->sectors[bucket] = NULL;
  }
}

/* Keeps what a sector holds now, unless an older state is kept already. */
static int remember(FaultFile *file, sqlite3_int64 number) {
  Sector **bucket = &file->tracked->sectors[number % BUCKETS];
  for (Sector *sector = *bucket; sector; sector = sector->next)
    if (sector->number == number) return SQLITE_OK;
  Sector *sector = calloc(1, sizeof *sector);
  if (!sector) return SQLITE_NOMEM;
  sector->number = number;
  int code = file->real->pMethods->xRead(file->real, sector->before, SECTOR, number * SECTOR);
  if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) {
    free(sector);
    return code;
  }
  sector->next = *bucket;
  *bucket = sector;
  return SQLITE_OK;
}

static int remember_range(FaultFile *file, sqlite3_int64 from, sqlite3_int64 until) {
  if (until <= from) return SQLITE_OK;
  for (sqlite3_int64 number = from / SECTOR; number <= (until - 1) / SECTOR; number++) {
    int code = remember(file, number);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

/* --- failing --- */

/* What a writing call comes to; `*happens` tells whether it is carried out nevertheless. */
static int step(FaultLayer *layer, int failure, int is_write, int *happens) {
  long call = layer->calls++;
  *happens = 1;
  if (layer->mode == FAULT_NONE || call < layer->at) return SQLITE_OK;
  switch (layer->mode) {
    case FAULT_POWER:
      /* The call at which power goes may have reached the disk in part. */
      *happens = call == layer->at && is_write;
      return failure;
    case FAULT_ONCE:
      *happens = 0;
      return call == layer->at ? failure : (*happens = 1, SQLITE_OK);
    case FAULT_FULL:
      if (!is_write) return SQLITE_OK;
      *happens = 0;
      return SQLITE_FULL;
    case FAULT_READ_ONLY:
      *happens = 0;
      return SQLITE_READONLY;
    case FAULT_NONE: break;
  }
  return SQLITE_OK;
}

static int is_dead(FaultLayer *layer) {
  return layer->mode == FAULT_POWER && layer->calls > layer->at;
}

/* --- files --- */

static int file_close(sqlite3_file *base) {
  FaultFile *file = (FaultFile *)base;
  int code = file->real->pMethods->xClose(file->real);
  pthread_mutex_lock(&file->layer->lock);
  file->layer->open_files--;
  pthread_mutex_unlock(&file->layer->lock);
  return code;
}

static int file_read(sqlite3_file *base, void *buffer, int count, sqlite3_int64 offset) {
  FaultFile *file = (FaultFile *)base;
  pthread_mutex_lock(&file->layer->lock);
  int dead = is_dead(file->layer);
  pthread_mutex_unlock(&file->layer->lock);
  if (dead) return SQLITE_IOERR_READ;
  return file->real->pMethods->xRead(file->real, buffer, count, offset);
}

static int file_write(
    sqlite3_file *base, const void *buffer, int count, sqlite3_int64 offset) {
  FaultFile *file = (FaultFile *)base;
  if (!file->tracked) return file->real->pMethods->xWrite(file->real, buffer, count, offset);
  pthread_mutex_lock(&file->layer->lock);
  int happens;
  int code = step(file->layer, SQLITE_IOERR_WRITE, 1, &happens);
  if (happens) {
    int done = remember_range(file, offset, offset + count);
    if (done == SQLITE_OK)
      done = file->real->pMethods->xWrite(file->real, buffer, count, offset);
    if (code == SQLITE_OK) code = done;
  }
  pthread_mutex_unlock(&file->layer->lock);
  return code;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size) {
  FaultFile *file = (FaultFile *)base;
  if (!file->tracked) return file->real->pMethods->xTruncate(file->real, size);
  pthread_mutex_lock(&file->layer->lock);
  int happens;
  int code = step(file->layer, SQLITE_IOERR_TRUNCATE, 0, &happens);
  if (happens) {
    sqlite3_int64 current = 0;
    int done = file->real->pMethods->xFileSize(file->real, &current);
    if (done == SQLITE_OK) done = remember_range(file, size, current);
    if (done == SQLITE_OK) done = file->real->pMethods->xTruncate(file->real, size);
    if (code == SQLITE_OK) code = done;
  }
  pthread_mutex_unlock(&file->layer->lock);
  return code;
}

static int file_sync(sqlite3_file *base, int flags) {
  FaultFile *file = (FaultFile *)base;
  (void)flags;
  if (!file->tracked) return SQLITE_OK;
  pthread_mutex_lock(&file->layer->lock);
  int happens;
  int code = step(file->layer, SQLITE_IOERR_FSYNC, 0, &happens);
  if (happens && code == SQLITE_OK) {
    sqlite3_int64 size = 0;
    code = file->real->pMethods->xFileSize(file->real, &size);
    forget(file->tracked);
    file->tracked->synced_size = size;
    file->layer->syncs++;
  }
  pthread_mutex_unlock(&file->layer->lock);
  return code;
}

#define REAL(base) (((FaultFile *)(base))->real)

static int file_size(sqlite3_file *base, sqlite3_int64 *size) {
  return REAL(base)->pMethods->xFileSize(REAL(base), size);
}
static int file_lock(sqlite3_file *base, int level) {
  return REAL(base)->pMethods->xLock(REAL(base), level);
}
static int file_unlock(sqlite3_file *base, int level) {
  return REAL(base)->pMethods->xUnlock(REAL(base), level);
}
static int file_check_reserved(sqlite3_file *base, int *result) {
  return REAL(base)->pMethods->xCheckReservedLock(REAL(base), result);
}
static int file_control(sqlite3_file *base, int operation, void *argument) {
  return REAL(base)->pMethods->xFileControl(REAL(base), operation, argument);
}
static int file_sector_size(sqlite3_file *base) {
  return REAL(base)->pMethods->xSectorSize(REAL(base));
}
static int file_characteristics(sqlite3_file *base) {
  return REAL(base)->pMethods->xDeviceCharacteristics(REAL(base));
}
static int file_shm_map(
    sqlite3_file *base, int region, int size, int extend, void volatile **pointer) {
  return REAL(base)->pMethods->xShmMap(REAL(base), region, size, extend, pointer);
}
static int file_shm_lock(sqlite3_file *base, int offset, int count, int flags) {
  return REAL(base)->pMethods->xShmLock(REAL(base), offset, count, flags);
}
static void file_shm_barrier(sqlite3_file *base) {
  REAL(base)->pMethods->xShmBarrier(REAL(base));
}
static int file_shm_unmap(sqlite3_file *base, int remove) {
  return REAL(base)->pMethods->xShmUnmap(REAL(base), remove);
}

/* Version 2: without memory-mapped reads, which would pass the layer by. */
static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

/* --- the layer --- */

static int layer_open(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out_flags) {
  FaultLayer *layer = (FaultLayer *)vfs;
  FaultFile *file = (FaultFile *)base;
  memset(file, 0, sizeof *file);
  int lasting = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
  pthread_mutex_lock(&layer->lock);
  int happens = 1;
  int code = SQLITE_OK;
  if (name && (flags & lasting)) {
    code = step(layer, SQLITE_CANTOPEN, 0, &happens);
    if (code == SQLITE_READONLY) {
      code = SQLITE_OK;
      flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
    }
    if (code == SQLITE_OK) {
      file->tracked = track(layer, name);
      if (!file->tracked) code = SQLITE_NOMEM;
    }
  } else if (is_dead(layer)) {
    code = SQLITE_CANTOPEN;
  }
  if (code == SQLITE_OK) {
    file->layer = layer;
    file->real = (sqlite3_file *)&file[1];
    code = layer->real->xOpen(layer->real, name, file->real, flags, out_flags);
    if (code == SQLITE_OK) {
      file->base.pMethods = &methods;
      layer->open_files++;
    }
  }
  pthread_mutex_unlock(&layer->lock);
  return code;
}

static int layer_delete(sqlite3_vfs *vfs, const char *name, int sync_folder) {
  FaultLayer *layer = (FaultLayer *)vfs;
  pthread_mutex_lock(&layer->lock);
  int happens;
  int code = step(layer, SQLITE_IOERR_DELETE, 0, &happens);
  if (code == SQLITE_OK) {
    code = layer->real->xDelete(layer->real, name, sync_folder);
    for (Tracked *file = layer->files; file; file = file->next) {
      if (strcmp(file->path, name) != 0) continue;
      forget(file);
      file->synced_size = 0;
    }
  }
  pthread_mutex_unlock(&layer->lock);
  return code;
}

static int layer_access(sqlite3_vfs *vfs, const char *name, int flags, int *result) {
  FaultLayer *layer = (FaultLayer *)vfs;
  return layer->real->xAccess(layer->real, name, flags, result);
}

static int layer_full_path(sqlite3_vfs *vfs, const char *name, int count, char *result) {
  FaultLayer *layer = (FaultLayer *)vfs;
  return layer->real->xFullPathname(layer->real, name, count, result);
}

static pthread_mutex_t naming = PTHREAD_MUTEX_INITIALIZER;

FaultLayer *fault_layer_new(void) {
  static int count = 0;
  FaultLayer *layer = calloc(1, sizeof *layer);
  if (!layer) return NULL;
  pthread_mutex_lock(&naming);
  layer->real = sqlite3_vfs_find("unix");
  snprintf(layer->name, sizeof layer->name, "fault-%d", ++count);
  pthread_mutex_unlock(&naming);
  if (!layer->real) {
    free(layer);
    return NULL;
  }
  pthread_mutex_init(&layer->lock, NULL);
  /* Everything that touches no file is the real layer's own. */
  layer->base = *layer->real;
  layer->base.pNext = NULL;
  layer->base.zName = layer->name;
  layer->base.szOsFile = (int)sizeof(FaultFile) + layer->real->szOsFile;
  layer->base.xOpen = layer_open;
  layer->base.xDelete = layer_delete;
  layer->base.xAccess = layer_access;
  layer->base.xFullPathname = layer_full_path;
  if (sqlite3_vfs_register(&layer->base, 0) != SQLITE_OK) {
    free(layer);
    return NULL;
  }
  return layer;
}

const char *fault_layer_name(const FaultLayer *layer) { return layer->name; }

void fault_layer_arm(FaultLayer *layer, enum FaultMode mode, long at) {
  pthread_mutex_lock(&layer->lock);
  layer->mode = mode;
  layer->at = at;
  layer->calls = 0;
  pthread_mutex_unlock(&layer->lock);
}

static long count_of(FaultLayer *layer, const long *count) {
  pthread_mutex_lock(&layer->lock);
  long value = *count;
  pthread_mutex_unlock(&layer->lock);
  return value;
}

long fault_layer_calls(FaultLayer *layer) { return count_of(layer, &layer->calls); }
long fault_layer_syncs(FaultLayer *layer) { return count_of(layer, &layer->syncs); }
long fault_layer_open_files(FaultLayer *layer) { return count_of(layer, &layer->open_files); }

/* --- losing power --- */

static unsigned long next_random(unsigned long *state) {
  unsigned long value = (*state += 0x9E3779B97F4A7C15UL);
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
  return value ^ (value >> 31);
}

static long lose(Tracked *file, enum FaultLoss loss, unsigned long *state) {
  long lost = 0;
  int descriptor = open(file->path, O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return 0; /* it was deleted, or never made */
  struct stat status;
  if (fstat(descriptor, &status) != 0) lost = -1;
  /* A file that grew may keep its new length, with or without what was written there. */
  int keeps_size = loss == FAULT_LOSE_SOME && next_random(state) % 2 == 0;
  sqlite3_int64 size = keeps_size ? status.st_size : file->synced_size;
  for (int bucket = 0; lost >= 0 && bucket < BUCKETS; bucket++) {
    for (Sector *sector = file->sectors[bucket]; sector; sector = sector->next) {
      if (loss == FAULT_LOSE_SOME && next_random(state) % 2 == 0) continue;
      sqlite3_int64 start = sector->number * SECTOR;
      sqlite3_int64 count = size - start < SECTOR ? size - start : SECTOR;
      lost++;
      if (count <= 0) continue;
      if (pwrite(descriptor, sector->before, (size_t)count, start) != count) {
        lost = -1;
        break;
      }
    }
  }
  if (lost >= 0 && ftruncate(descriptor, size) != 0) lost = -1;
  close(descriptor);
  return lost;
}

long fault_layer_lose_power(FaultLayer *layer, enum FaultLoss loss, unsigned long seed) {
  pthread_mutex_lock(&layer->lock);
  long total = layer->open_files == 0 ? 0 : -1;
  for (Tracked *file = layer->files; file && total >= 0; file = file->next) {
    long lost = loss == FAULT_LOSE_NOTHING ? 0 : lose(file, loss, &seed);
    total = lost < 0 ? -1 : total + lost;
    forget(file);
    struct stat status;
    file->synced_size = stat(file->path, &status) == 0 ? status.st_size : 0;
  }
  layer->mode = FAULT_NONE;
  layer->calls = 0;
  pthread_mutex_unlock(&layer->lock);
  return total;
}
