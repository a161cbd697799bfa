using System.Collections.Concurrent;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LopmiBot.Conversation.Tests;

public sealed class DeliveryWorkerTests : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly Channel _channel = new();
    private readonly DeliveryStore _store;
    private readonly DeliveryIntake _intake;
    private readonly DeliveryWorker _worker;

    public DeliveryWorkerTests()
    {
        _store = new DeliveryStore(SqliteDatabase.Open(Path.Combine(_data.Path, "state.db")), _time);
        _intake = new DeliveryIntake(_store);
        _worker = new DeliveryWorker(_intake, _store, [_channel], NullLogger<DeliveryWorker>.Instance);
    }

    public async ValueTask InitializeAsync() => await _worker.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(CancellationToken.None);
        _worker.Dispose();
        _intake.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Dispose();
    }

    [Fact]
    public async Task An_accepted_request_is_delivered()
    {
        (await _intake.AcceptAsync(new AcceptedRequest(Channel.Name, "1", "payload"), CancellationToken.None)).ShouldBeTrue();

        (await _channel.Delivered.NextAsync()).Payload.ShouldBe("payload");
    }

    [Fact]
    public async Task A_repeated_request_is_delivered_once()
    {
        await _intake.AcceptAsync(new AcceptedRequest(Channel.Name, "1", "first"), CancellationToken.None);
        await _channel.Delivered.NextAsync();

        (await _intake.AcceptAsync(new AcceptedRequest(Channel.Name, "1", "again"), CancellationToken.None)).ShouldBeFalse();
        await _intake.AcceptAsync(new AcceptedRequest(Channel.Name, "2", "second"), CancellationToken.None);

        (await _channel.Delivered.NextAsync()).Payload.ShouldBe("second");
        _channel.Delivered.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_delivery_that_may_be_tried_again_is()
    {
        _channel.Failures.Enqueue(new DeliveryException("wait") { CanRetry = true, RetryAfter = TimeSpan.Zero });
        await _intake.AcceptAsync(new AcceptedRequest(Channel.Name, "1", "payload"), CancellationToken.None);

        (await _channel.Delivered.NextAsync()).Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task A_delivery_that_may_have_arrived_is_never_repeated()
    {
        _channel.Failures.Enqueue(new DeliveryException("lost on the way"));
        await _intake.AcceptAsync(new AcceptedRequest(Channel.Name, "1", "risky"), CancellationToken.None);
        await _intake.AcceptAsync(new AcceptedRequest(Channel.Name, "2", "fine"), CancellationToken.None);

        (await _channel.Delivered.NextAsync()).Payload.ShouldBe("fine");
        // Stopping waits for what is under way, and what happened is noted all the same.
        await _worker.StopAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromHours(1));
        (await _store.LeaseAsync(TimeSpan.FromMinutes(1), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task When_an_answer_may_have_arrived_the_asker_is_told_and_it_is_not_sent_again()
    {
        _channel.Failures.Enqueue(new DeliveryException("no answer from the platform") { MayHaveArrived = true });
        await _intake.AcceptAsync(new AcceptedRequest(Channel.Name, "1", "payload"), CancellationToken.None);

        // Stopping waits until the failure is noted; its back-off, which is shorter than the lease, is on the test's clock.
        await _channel.Failed.NextAsync();
        await _worker.StopAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(5));
        await _worker.StartAsync(CancellationToken.None);

        var told = await _channel.Delivered.NextAsync();
        told.Interruption.ShouldBe(Interruption.Answering);
        told.Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task An_attempt_that_was_refused_does_not_count_as_interrupted()
    {
        _channel.Failures.Enqueue(new DeliveryException("wait") { CanRetry = true, RetryAfter = TimeSpan.Zero });
        await _intake.AcceptAsync(new AcceptedRequest(Channel.Name, "1", "payload"), CancellationToken.None);

        (await _channel.Delivered.NextAsync()).Interruption.ShouldBe(Interruption.None);
    }

    private sealed class Channel : IDeliveryHandler
    {
        public const string Name = "test";

        public ConcurrentQueue<Exception> Failures { get; } = [];

        public Received<PendingDelivery> Delivered { get; } = new();

        public Received<PendingDelivery> Failed { get; } = new();

        string IDeliveryHandler.Channel => Name;

        public async Task DeliverAsync(PendingDelivery delivery, Func<CancellationToken, Task> sending, CancellationToken cancellationToken)
        {
            await sending(cancellationToken);
            // The first delivery takes the failure, whichever worker has it.
            if (delivery.Payload != "fine" && Failures.TryDequeue(out var failure))
            {
                Failed.Add(delivery);
                throw failure;
            }

            Delivered.Add(delivery);
        }
    }
}
