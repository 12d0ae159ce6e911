package dev.kassa.port;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.SettlementFact;
import java.io.IOException;
import java.io.OutputStream;

/** Writes settlements' statements as files: each with every entry of its settlement, adding up to its net amount. Thread-safe. */
@FunctionalInterface
public interface Statements {
    /** What a statement can be written as. */
    enum Format {
        /** RFC 4180, UTF-8. */
        CSV("csv", "text/csv; charset=utf-8"),
        /** Pages to read and print. */
        PDF("pdf", "application/pdf");

        private final String word;
        private final String contentType;

        Format(String word, String contentType) {
            this.word = word;
            this.contentType = contentType;
        }

        /** As the API names it, and the extension of a file's name. */
        public String word() {
            return word;
        }

        public String contentType() {
            return contentType;
        }
    }

    /** A statement that is being written. Memory does not grow with its entries, but for some bytes a page. For one thread. */
    interface Writing {
        /** Writes the next entry, in the order of the journal. */
        void entry(EntryFact entry) throws IOException;

        /**
         * Ends and flushes it. What was not ended is not whole.
         *
         * @throws IllegalStateException where the entries are not those that the settlement says
         */
        void end() throws IOException;
    }

    /**
     * Begins one.
     *
     * @param merchant whose settlement it is
     * @param out stays the caller's: it is not closed
     * @throws IllegalStateException where the settlement is not drawn up yet
     */
    Writing begin(Format format, SettlementFact settlement, MerchantFact merchant, OutputStream out) throws IOException;
}
