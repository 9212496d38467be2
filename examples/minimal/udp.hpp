#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string_view>

#include "text.hpp"

/// A UDP port on loopback.
using Port = std::uint16_t;

/// A port from decimal digits; ends the program with a sentence if they are none.
inline Port port_from(std::string_view text) { return static_cast<Port>(number_from(text, 65535)); }

/// A bound UDP socket on loopback; the program ends with a sentence if there is none to be had.
class UdpSocket {
 public:
  /// The largest datagram the examples use, in bytes.
  static constexpr std::size_t max_size = 1400;

  /// Binds to `port`; 0 lets the system choose.
  explicit UdpSocket(Port port) : socket_{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)} {
    const sockaddr_in address = loopback(port);
    if (socket_ < 0 || ::bind(socket_, generic(&address), sizeof address) != 0) {
      std::fprintf(stderr, "cannot listen on UDP port %u; choose a free one\n", port);
      std::exit(1);
    }
  }
  UdpSocket(const UdpSocket&) = delete;
  UdpSocket& operator=(const UdpSocket&) = delete;
  ~UdpSocket() { ::close(socket_); }

  /// Sends a datagram. Like the network, it may drop it and does not say so.
  void send(std::span<const std::uint8_t> datagram, Port to) const {
    const sockaddr_in address = loopback(to);
    static_cast<void>(::sendto(socket_, datagram.data(), datagram.size(), 0, generic(&address), sizeof address));
  }

  /// A received datagram; `size` 0 and `from` 0 if none came in time.
  struct Datagram {
    std::span<std::uint8_t> bytes;
    Port from = 0;
  };

  /// Waits up to `timeout` for a datagram, received into an internal buffer that the next call overwrites.
  Datagram receive(std::chrono::milliseconds timeout) {
    pollfd wait{socket_, POLLIN, 0};
    if (::poll(&wait, 1, static_cast<int>(timeout.count())) <= 0) {
      return {};
    }
    sockaddr_in from{};
    socklen_t from_size = sizeof from;
    const ssize_t size = ::recvfrom(socket_, buffer_.data(), buffer_.size(), 0, generic(&from), &from_size);
    if (size < 0) {
      return {};
    }
    return {std::span{buffer_}.first(static_cast<std::size_t>(size)), ntohs(from.sin_port)};
  }

 private:
  static sockaddr_in loopback(Port port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }
  static const sockaddr* generic(const sockaddr_in* address) { return reinterpret_cast<const sockaddr*>(address); }
  static sockaddr* generic(sockaddr_in* address) { return reinterpret_cast<sockaddr*>(address); }

  int socket_;
  std::array<std::uint8_t, max_size> buffer_{};
};
