namespace DnnGen.Tests.Optimization;

/// <summary>The rates that schedules give, position by position.</summary>
public class ScheduleTests
{
    [SkippableTheory]
    [InlineData("step")]
    [InlineData("exponential")]
    [InlineData("cosine")]
    [InlineData("one_cycle")]
    [InlineData("cosine_restarts")]
    [InlineData("polynomial")]
    [InlineData("linear_warmup")]
    public void The_rates_are_those_of_the_golden_numbers(string name)
    {
        var golden = Golden.Open("layers.json").GetProperty("schedules").Named(name);
        double[] expected = golden.Numbers("rate_of_each_step");
        var schedule = name switch
        {
            "step" => Schedule.Step(every: 5, factor: 0.5),
            "exponential" => Schedule.Exponential(0.9),
            "cosine" => Schedule.Cosine(minimum: 0.001),
            "one_cycle" => Schedule.OneCycle(maximum: 0.5),
            "cosine_restarts" => Schedule.CosineRestarts(first: 5, factor: 2),
            "polynomial" => Schedule.Polynomial(power: 2),
            "linear_warmup" => Schedule.LinearWarmUp(length: 10, start: 0.1),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };

        Check.Close<double>(expected, Rates(schedule, golden.GetProperty("base_rate").GetDouble(), expected.Length), 1e-12);
    }

    [Fact]
    public void Constant_keeps_the_rate() => Check.Close<double>([0.5, 0.5, 0.5], Rates(Schedule.Constant, 0.5, 3), 0);

    [Fact]
    public void Step_and_exponential_multiply_by_their_factor()
    {
        Check.Close<double>([8, 8, 4, 4, 2], Rates(Schedule.Step(every: 2, factor: 0.5), 8, 5), 0);
        Check.Close<double>([8, 0.8], Rates(Schedule.Step(every: 1), 8, 2), 1e-15);
        Check.Close<double>([8, 2, 0.5], Rates(Schedule.Exponential(0.25), 8, 3), 0);
    }

    [Fact]
    public void Polynomial_falls_to_its_minimum_at_its_own_length_and_stays_there()
    {
        Check.Close<double>([1, 0.75, 0.5, 0.25], Rates(Schedule.Polynomial(), 1, 4), 1e-15);
        Check.Close<double>([1.2, 0.45, 0.2, 0.2], Rates(Schedule.Polynomial(power: 2, minimum: 0.2, length: 2), 1.2, 4), 1e-15);
    }

    [Fact]
    public void Cosine_passes_the_middle_half_way_and_stays_at_its_minimum()
    {
        Check.Close<double>([1, 0.75, 0.5, 0.5, 0.5], Rates(Schedule.Cosine(minimum: 0.5, length: 2), 1, 5), 1e-15);
        Assert.Equal(0.5, Schedule.Cosine().Rate(1, position: 50, length: 100), 1e-15);
    }

    [Fact]
    public void Cosine_restarts_in_cycles_that_grow()
    {
        // Cycles of 2, 4: halves at 1, quarters of a turn at 3, 4, 5.
        double quarter = (2 + Math.Sqrt(2)) / 4;
        Check.Close<double>([1, 0.5, 1, quarter, 0.5, 1 - quarter, 1], Rates(Schedule.CosineRestarts(first: 2, factor: 2), 1, 7), 1e-15);
        Check.Close<double>([1, 0.6, 1, 0.6, 1], Rates(Schedule.CosineRestarts(first: 2, minimum: 0.2), 1, 5), 1e-15);
    }

    [Fact]
    public void One_cycle_rises_to_its_maximum_and_ends_at_its_last_position()
    {
        // n = 5, rise 0.6: the peak lies at position 2, the end at 4. From 8/4 = 2 to 8 and down to 2/10 = 0.2.
        var schedule = Schedule.OneCycle(maximum: 8, rise: 0.6, startDivisor: 4, endDivisor: 10);
        Check.Close<double>([2, 5, 8, 4.1, 0.2], Rates(schedule, baseRate: 123, length: 5), 1e-14);
        Check.Close<double>([2, 5, 8], Rates(Schedule.OneCycle(maximum: 8, rise: 1, startDivisor: 4), 1, 3), 1e-14);
        Check.Close<double>([2, 8, 0.2, 0.2], Rates(Schedule.OneCycle(maximum: 8, rise: 2.0 / 3, startDivisor: 4, endDivisor: 10, length: 3), 1, 4), 1e-14);
    }

    [Fact]
    public void A_warm_up_rises_to_the_schedule_that_follows_which_begins_where_it_ends()
    {
        var schedule = Schedule.LinearWarmUp(length: 2, then: Schedule.Cosine(minimum: 0.5), start: 0.5);

        // Half the rate, three quarters of it, and then a cosine over the 4 positions that are left.
        double[] cosine = Rates(Schedule.Cosine(minimum: 0.5), 1, 4);
        Check.Close<double>([0.5, 0.75, .. cosine], Rates(schedule, 1, 6), 1e-15);
        Check.Close<double>([0.1, 0.55, 1, 1], Rates(Schedule.LinearWarmUp(length: 2), 1, 4), 1e-15);
    }

    [Fact]
    public void A_plateau_reduces_the_rate_after_its_patience()
    {
        // Costs: progress, progress, three epochs without (patience 2 lets two pass), progress.
        var schedule = Schedule.ReduceOnPlateau(factor: 0.5, patience: 2);
        Check.Close<double>([1, 1, 1, 1, 0.5, 0.5], Watched(schedule, [10, 5, 6, 7, 8, 1]), 1e-15);
    }

    [Fact]
    public void A_fall_within_the_threshold_is_no_progress()
    {
        double[] costs = [10, 9.5, 9.2];
        Check.Close<double>([1, 1, 1], Watched(Schedule.ReduceOnPlateau(factor: 0.5, patience: 0, threshold: 0.01), costs), 1e-15);
        Check.Close<double>([1, 0.5, 0.25], Watched(Schedule.ReduceOnPlateau(factor: 0.5, patience: 0, threshold: 0.1), costs), 1e-15);
    }

    [Fact]
    public void After_a_reduction_a_plateau_cools_down_and_never_goes_below_its_minimum()
    {
        double[] costs = [1, 1, 1, 1, 1, 1];
        Check.Close<double>([1, 0.5, 0.25, 0.2, 0.2, 0.2], Watched(Schedule.ReduceOnPlateau(factor: 0.5, patience: 0, minimum: 0.2), costs), 1e-15);
        Check.Close<double>([1, 0.5, 0.5, 0.5, 0.25, 0.25], Watched(Schedule.ReduceOnPlateau(factor: 0.5, patience: 0, cooldown: 2), costs), 1e-15);
    }

    [Fact]
    public void A_cost_that_is_no_number_is_no_progress() =>
        Check.Close<double>([0.5, 0.5, 0.25], Watched(Schedule.ReduceOnPlateau(factor: 0.5, patience: 0), [double.NaN, 3, double.NaN]), 1e-15);

    [Fact]
    public void A_plateau_behind_a_warm_up_watches_from_its_end()
    {
        var schedule = Schedule.LinearWarmUp(length: 2, then: Schedule.ReduceOnPlateau(factor: 0.5, patience: 0), start: 0.5);
        Check.Close<double>([0.75, 1, 1, 0.5], Watched(schedule, [1, 1, 1, 1]), 1e-15);
    }

    [Fact]
    public void A_schedule_says_what_it_is() => Assert.Equal(
        "LinearWarmUp(length: 5, then: Cosine(minimum: 1E-05), start: 0.1)",
        Schedule.LinearWarmUp(5, Schedule.Cosine(minimum: 1e-5)).ToString());

    [Fact]
    public void A_setting_without_meaning_is_refused_in_one_sentence()
    {
        Refused(() => Schedule.Step(every: 0), "Schedule.Step: every is 0; it must be 1 or more.");
        Refused(() => Schedule.Step(every: 1, factor: 0), "Schedule.Step: factor is 0; it must be above 0 and at most 1.");
        Refused(() => Schedule.Exponential(1.5), "Schedule.Exponential: factor is 1.5; it must be above 0 and at most 1.");
        Refused(() => Schedule.Polynomial(power: 0), "Schedule.Polynomial: power is 0; it must be a positive finite number.");
        Refused(() => Schedule.Polynomial(length: 0), "Schedule.Polynomial: length is 0; it must be 1 or more.");
        Refused(() => Schedule.Cosine(minimum: -1), "Schedule.Cosine: minimum is -1; it must be a finite number, 0 or more.");
        Refused(() => Schedule.CosineRestarts(first: 0), "Schedule.CosineRestarts: first is 0; it must be 1 or more.");
        Refused(() => Schedule.CosineRestarts(first: 1, factor: 0), "Schedule.CosineRestarts: factor is 0; it must be 1 or more.");
        Refused(() => Schedule.OneCycle(maximum: 0), "Schedule.OneCycle: maximum is 0; it must be a positive finite number.");
        Refused(() => Schedule.OneCycle(maximum: 1, rise: 0), "Schedule.OneCycle: rise is 0; it must be above 0 and at most 1.");
        Refused(() => Schedule.LinearWarmUp(length: 0), "Schedule.LinearWarmUp: length is 0; it must be 1 or more.");
        Refused(() => Schedule.LinearWarmUp(length: 1, start: 0), "Schedule.LinearWarmUp: start is 0; it must be above 0 and at most 1.");
        Refused(() => Schedule.ReduceOnPlateau(patience: -1), "Schedule.ReduceOnPlateau: patience is -1; it must be 0 or more.");
        Refused(() => Schedule.ReduceOnPlateau(threshold: 1), "Schedule.ReduceOnPlateau: threshold is 1; it must be 0 or more and below 1.");
        Refused(() => Schedule.ReduceOnPlateau(cooldown: -1), "Schedule.ReduceOnPlateau: cooldown is -1; it must be 0 or more.");

        static void Refused(Func<object> create, string sentence) =>
            Assert.Equal(sentence, Assert.Throws<ArgumentOutOfRangeException>(create).Message);
    }

    private static double[] Rates(Schedule schedule, double baseRate, int length) =>
        [.. Enumerable.Range(0, length).Select(position => schedule.Rate(baseRate, position, length))];

    /// <summary>The rate after each epoch of these costs.</summary>
    private static double[] Watched(Schedule schedule, double[] costs)
    {
        var plateau = default(PlateauState);
        var rates = new List<double>();
        for (int epoch = 1; epoch <= costs.Length; epoch++)
        {
            plateau = schedule.Observe(plateau, costs[epoch - 1], epoch);
            rates.Add(schedule.Rate(1, epoch, costs.Length, plateau));
        }

        return [.. rates];
    }
}
