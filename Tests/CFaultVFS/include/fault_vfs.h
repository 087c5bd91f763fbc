/* A layer over SQLite's own file layer that fails where a test wants it to, and forgets what was
 * never synced. Each layer has a name of its own, so that tests can run side by side. */
#ifndef STIPEND_FAULT_VFS_H
#define STIPEND_FAULT_VFS_H

typedef struct FaultLayer FaultLayer;

enum FaultMode {
  /* Every call works. */
  FAULT_NONE = 0,
  /* The chosen call and all after it fail, as when power goes: the call itself may half happen. */
  FAULT_POWER = 1,
  /* The chosen call fails, later ones work. */
  FAULT_ONCE = 2,
  /* From the chosen call on there is no space: writes fail, the rest works. */
  FAULT_FULL = 3,
  /* From the chosen call on nothing may be written, nor opened for writing. */
  FAULT_READ_ONLY = 4,
};

enum FaultLoss {
  /* Nothing that was not synced survives. */
  FAULT_LOSE_ALL = 0,
  /* Each sector of 512 bytes survives or not by a coin: pages are torn. */
  FAULT_LOSE_SOME = 1,
  /* Everything survives, as when only the process dies. */
  FAULT_LOSE_NOTHING = 2,
};

/* Makes and registers a layer; it lives as long as the process. NULL: out of memory. */
FaultLayer *fault_layer_new(void);

/* What `vfs=` calls it. */
const char *fault_layer_name(const FaultLayer *layer);

/* Sets what happens at which writing call from now, counted from 0. */
void fault_layer_arm(FaultLayer *layer, enum FaultMode mode, long at);

/* Writing calls (write, truncate, sync, delete, open of a file) since it was armed. */
long fault_layer_calls(FaultLayer *layer);

/* Syncs since it was made. */
long fault_layer_syncs(FaultLayer *layer);

/* Files that are still open. */
long fault_layer_open_files(FaultLayer *layer);

/* Leaves on the disk what a loss of power leaves; all files must be closed. Gives the number of
 * sectors that went back to what they were, or -1 where a file is open or cannot be written. */
long fault_layer_lose_power(FaultLayer *layer, enum FaultLoss loss, unsigned long seed);

#endif
