package dev.kassa.risk;

/** An operator's rule that cannot be used. */
public final class RuleFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String sentence;

    /**
     * @param line from 1
     * @param column from 1
     * @param sentence what is wrong there
     */
    public RuleFault(int line, int column, String sentence) {
        super(line + ":" + column + ": " + sentence);
        this.line = line;
        this.column = column;
        this.sentence = sentence;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    public String sentence() {
        return sentence;
    }
}
