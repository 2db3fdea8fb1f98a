package io.coldshelf.simulator.device;

/** Status codes of LLRP 1.0.1 and how they are written (14.2.1 and 17.2.8). */
final class LlrpStatus {

  static final int SUCCESS = 0;
  static final int PARAMETER_ERROR = 100;
  static final int FIELD_ERROR = 101;
  static final int OVERFLOW_PARAMETER = 105;
  static final int UNSUPPORTED_MESSAGE = 109;
  static final int UNSUPPORTED_VERSION = 110;
  static final int IN_PARAMETER_FIELD = 201;
  static final int IN_PARAMETER_UNEXPECTED = 202;
  static final int IN_PARAMETER_MISSING = 203;
  static final int IN_PARAMETER_OVERFLOW_FIELD = 206;
  static final int IN_PARAMETER_UNSUPPORTED = 209;
  static final int INVALID = 300;
  static final int OUT_OF_RANGE = 301;

  private static final int LLRP_STATUS = 287;
  private static final int FIELD_ERROR_PARAMETER = 288;
  private static final int PARAMETER_ERROR_PARAMETER = 289;

  private LlrpStatus() {}

  /** Why a request is refused. */
  static final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final int parameter;
    private final int parameterCode;
    private final int field;
    private final int fieldCode;

    private Refusal(
        String text, int code, int parameter, int parameterCode, int field, int fieldCode) {
      super(text);
      this.code = code;
      this.parameter = parameter;
      this.parameterCode = parameterCode;
      this.field = field;
      this.fieldCode = fieldCode;
    }

    /** The message as a whole. */
    static Refusal message(int code, String text) {
      return new Refusal(text, code, 0, 0, 0, 0);
    }

    /** A field of the message itself. */
    static Refusal field(int field, int fieldCode, String text) {
      return new Refusal(text, FIELD_ERROR, 0, 0, field, fieldCode);
    }

    /** A parameter as a whole. */
    static Refusal parameter(int parameter, int parameterCode, String text) {
      return new Refusal(text, PARAMETER_ERROR, parameter, parameterCode, 0, 0);
    }

    /** A field of a parameter. */
    static Refusal parameterField(int parameter, int field, int fieldCode, String text) {
      return new Refusal(text, PARAMETER_ERROR, parameter, IN_PARAMETER_FIELD, field, fieldCode);
    }

    int code() {
      return code;
    }

    void write(LlrpBytes out) {
      out.tlv(
          LLRP_STATUS,
          status -> {
            status.u16(code).text(String.valueOf(getMessage()));
            if (parameter != 0) {
              status.tlv(
                  PARAMETER_ERROR_PARAMETER,
                  error -> writeField(error.u16(parameter).u16(parameterCode)));
            } else {
              writeField(status);
            }
          });
    }

    private void writeField(LlrpBytes out) {
      if (fieldCode != 0) {
        out.tlv(FIELD_ERROR_PARAMETER, error -> error.u16(field).u16(fieldCode));
      }
    }
  }

  static void writeSuccess(LlrpBytes out) {
    out.tlv(LLRP_STATUS, status -> status.u16(SUCCESS).text(""));
  }
}
