#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

// What is a macro in OpenSSL's headers, as functions that Swift can call.

static inline void stipend_ssl_only_1_3(SSL_CTX *context) {
  SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION);
  SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_num_tickets(context, 0);
}

static inline int stipend_ssl_server_name(SSL *connection, const char *name) {
  return (int)SSL_set_tlsext_host_name(connection, name);
}

static inline int stipend_ssl_pending(BIO *store) { return (int)BIO_pending(store); }

static inline void stipend_ssl_max_certificates(SSL_CTX *context, long bytes) {
  SSL_CTX_set_max_cert_list(context, bytes);
}

// Servers: a client's certificate is asked for and not needed; any is taken.
static inline int stipend_ssl_take_any(int isGood, X509_STORE_CTX *store) {
  (void)isGood;
  (void)store;
  return 1;
}

// Clients: nothing is judged here, so that no chain is built from what a peer presents either.
static inline int stipend_ssl_nothing(X509_STORE_CTX *store, void *argument) {
  (void)store;
  (void)argument;
  return 1;
}

static inline void stipend_ssl_judge_nothing(SSL_CTX *context) {
  SSL_CTX_set_cert_verify_callback(context, stipend_ssl_nothing, NULL);
}

static inline void stipend_ssl_ask_client(SSL_CTX *context) {
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, stipend_ssl_take_any);
}

// Servers: the argument is one protocol in its wire form, a length and a name.
static inline int stipend_ssl_select(
    SSL *connection, const unsigned char **out, unsigned char *outLength,
    const unsigned char *offered, unsigned int offeredLength, void *argument) {
  const unsigned char *ours = (const unsigned char *)argument;
  (void)connection;
  if (SSL_select_next_proto((unsigned char **)out, outLength, ours, ours[0] + 1u, offered,
                            offeredLength) != OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_NOACK;
  }
  return SSL_TLSEXT_ERR_OK;
}

static inline void stipend_ssl_serve_h2(SSL_CTX *context) {
  SSL_CTX_set_alpn_select_cb(context, stipend_ssl_select, (void *)"\x02h2");
}

static inline void stipend_ssl_serve_http1(SSL_CTX *context) {
  SSL_CTX_set_alpn_select_cb(context, stipend_ssl_select, (void *)"\x08http/1.1");
}
