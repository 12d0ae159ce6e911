package dev.kassa.stream;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.HyperClockCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache and one bound on write buffers for all RocksDB stores of the process, so that memory does not grow with
 * the number of stores and partitions. Bloom filters make a look-up of a key that is not there cheap.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    private static final long CACHE_BYTES_MIN = 160L << 20;
    private static final long CACHE_BYTES_MAX = 320L << 20;
    private static final long CACHE_SHARE_OF_MEMORY = 64;
    private static final long WRITE_BUFFERS_BYTES = 96L << 20;
    private static final long WRITE_BUFFER_BYTES = 8L << 20;
    /** Files are merged where there are so many: seldom, as filters keep reads of many files cheap. */
    private static final int FILES_BEFORE_COMPACTION = 10;

    /** Of the cache: whatever blocks and shards come to. */
    private static final long ANY_ENTRY_BYTES = 0;

    private static final int ANY_SHARDS = -1;

    private static final int BLOOM_BITS_PER_KEY = 10;
    private static final double MEMTABLE_BLOOM_SHARE = 0.02;

    static {
        RocksDB.loadLibrary();
    }

    // Shared by every store and never closed: they live as long as the process.
    // Its look-ups take no lock and move nothing in a list, and a read of a key takes several.
    private static final Cache CACHE = new HyperClockCache(cacheBytes(), ANY_ENTRY_BYTES, ANY_SHARDS, false);
    private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFERS_BYTES, CACHE);
    private static final BloomFilter BLOOM = new BloomFilter(BLOOM_BITS_PER_KEY, false);

    /** What is here need not be read from its file and checked: so more of it where the machine has much memory. */
    private static long cacheBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
                ? Math.clamp(machine.getTotalMemorySize() / CACHE_SHARE_OF_MEMORY, CACHE_BYTES_MIN, CACHE_BYTES_MAX)
                : CACHE_BYTES_MIN;
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setFilterPolicy(BLOOM);
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinTopLevelIndexAndFilter(true);
        table.setPinL0FilterAndIndexBlocksInCache(true);
        table.setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(3);
        options.setLevel0FileNumCompactionTrigger(FILES_BEFORE_COMPACTION);
        // Most reads ask for a key that is not there, and most that is there was written a moment ago.
        options.setMemtableWholeKeyFiltering(true);
        options.setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM_SHARE);
    }

    @Override
    public void close(String storeName, Options options) {}
}
