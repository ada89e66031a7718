using System.Numerics;

namespace SoftmaxGen;

/// <summary>
/// What a classifier's loss and quality are on labelled rows: loss, perplexity, accuracy, top-k accuracy, precision and recall
/// per class, confusion matrix and calibration. Every call of a head's <c>Evaluate</c> adds its rows to those already in it.
/// </summary>
/// <remarks>
/// Ignored rows count nowhere. A row's predicted class is that of <c>Predict</c>: the lowest class with the largest logit, the
/// first NaN before all numbers. Ratios are NaN where there is nothing to divide by.
/// <para>
/// One instance is not for two threads at a time: give each thread its own, and <see cref="Merge"/> them. Counts do not depend on
/// how rows are split; sums of losses and probabilities do in their last bits.
/// </para>
/// </remarks>
public sealed class Evaluation
{
    /// <summary>The largest number of classes for which there is a confusion matrix unless asked for: 8 MB.</summary>
    private const int MostConfusionClasses = 1024;

    private readonly long[] _actual;
    private readonly long[] _predicted;
    private readonly long[] _correct;
    private readonly long[]? _confusion;
    private readonly long[] _binCounts;
    private readonly long[] _binCorrect;
    private readonly double[] _binProbabilities;
    private long _correctCount;
    private long _topKCount;

    /// <summary>Makes an evaluation with no rows in it.</summary>
    /// <param name="classCount">K, the number of classes of the heads that will add rows.</param>
    /// <param name="topK">k of <see cref="TopKAccuracy"/>; with more than K classes asked for, it is K.</param>
    /// <param name="binCount">The number of bins of equal width for <see cref="ExpectedCalibrationError"/>.</param>
    /// <param name="hasConfusionMatrix">Whether to keep the K · K counts of <see cref="ConfusionMatrix"/>; by default up to 1,024 classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive, or the confusion matrix would have more elements than an array can.</exception>
    public Evaluation(int classCount, int topK = 5, int binCount = 15, bool? hasConfusionMatrix = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(topK);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(binCount);
        HasConfusionMatrix = hasConfusionMatrix ?? classCount <= MostConfusionClasses;
        if (HasConfusionMatrix && (long)classCount * classCount > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(classCount), classCount, $"A confusion matrix of {classCount} classes is larger than an array can be.");
        }

        ClassCount = classCount;
        TopK = Math.Min(topK, classCount);
        _actual = new long[classCount];
        _predicted = new long[classCount];
        _correct = new long[classCount];
        _confusion = HasConfusionMatrix ? new long[classCount * classCount] : null;
        _binCounts = new long[binCount];
        _binCorrect = new long[binCount];
        _binProbabilities = new double[binCount];
    }

    /// <summary>K, the number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>k of <see cref="TopKAccuracy"/>.</summary>
    public int TopK { get; }

    /// <summary>The number of bins of <see cref="ExpectedCalibrationError"/>.</summary>
    public int BinCount => _binCounts.Length;

    /// <summary>Whether there is a <see cref="ConfusionMatrix"/>.</summary>
    public bool HasConfusionMatrix { get; }

    /// <summary>The cross-entropy of the rows: its sum, and its mean, which is NaN for no rows.</summary>
    public LossSum Loss { get; private set; }

    /// <summary>The number of rows that are not ignored.</summary>
    public long Count => Loss.Count;

    /// <summary>exp(mean loss).</summary>
    public double Perplexity => Loss.Perplexity;

    /// <summary>The part of the rows whose predicted class is the label.</summary>
    public double Accuracy => Ratio(_correctCount, Count);

    /// <summary>
    /// The part of the rows whose label is one of the <see cref="TopK"/> classes with the largest logits: of equal logits those
    /// of the lower classes count as larger, as in <c>TopK</c>.
    /// </summary>
    public double TopKAccuracy => Ratio(_topKCount, Count);

    /// <summary>
    /// How many rows of each class were predicted to be of which, row-major [actual, predicted]: element actual · K + predicted.
    /// </summary>
    /// <exception cref="InvalidOperationException">None is kept: see <see cref="HasConfusionMatrix"/>.</exception>
    public ReadOnlySpan<long> ConfusionMatrix => _confusion ?? throw new InvalidOperationException(
        $"No confusion matrix is kept for {ClassCount} classes; ask for it with hasConfusionMatrix: true.");

    /// <summary>
    /// The expected calibration error Σ_b (n_b / N) · |accuracy_b − confidence_b| over the bins b of the predicted class's
    /// probability. NaN for no rows, and if a probability is NaN.
    /// </summary>
    /// <remarks>Reference: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, On Calibration of Modern Neural Networks (ICML 2017), equation 5.</remarks>
    public double ExpectedCalibrationError
    {
        get
        {
            long rows = 0;
            double sum = 0;
            for (int bin = 0; bin < BinCount; bin++)
            {
                rows += _binCounts[bin];
                sum += Math.Abs(_binCorrect[bin] - _binProbabilities[bin]);
            }

            // A NaN is in no bin.
            return rows == Count ? sum / Count : double.NaN;
        }
    }

    /// <summary>How many rows of one class were predicted to be of another.</summary>
    /// <param name="actual">The label.</param>
    /// <param name="predicted">The predicted class.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not a class.</exception>
    /// <exception cref="InvalidOperationException">None is kept: see <see cref="HasConfusionMatrix"/>.</exception>
    public long this[int actual, int predicted] =>
        ConfusionMatrix[(Class(actual, nameof(actual)) * ClassCount) + Class(predicted, nameof(predicted))];

    /// <summary>The number of rows with this label: the class's support.</summary>
    /// <param name="actual">The label.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not a class.</exception>
    public long ActualCount(int actual) => _actual[Class(actual, nameof(actual))];

    /// <summary>The number of rows predicted to be of this class.</summary>
    /// <param name="predicted">The class.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not a class.</exception>
    public long PredictedCount(int predicted) => _predicted[Class(predicted, nameof(predicted))];

    /// <summary>The part of the rows predicted to be of this class that are. NaN if none is predicted.</summary>
    /// <param name="predicted">The class.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not a class.</exception>
    public double Precision(int predicted) => Ratio(_correct[Class(predicted, nameof(predicted))], _predicted[predicted]);

    /// <summary>The part of the rows of this class that are predicted to be. NaN if there is none.</summary>
    /// <param name="actual">The label.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not a class.</exception>
    public double Recall(int actual) => Ratio(_correct[Class(actual, nameof(actual))], _actual[actual]);

    /// <summary>A bin of the predicted class's probability: of bin 0 to <see cref="BinCount"/> − 1, (bin / B, (bin + 1) / B].</summary>
    /// <param name="bin">The index of the bin; 0 begins with the probability 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such bin.</exception>
    public CalibrationBin Bin(int bin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bin);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bin, BinCount);
        return new CalibrationBin((double)bin / BinCount, (bin + 1.0) / BinCount, _binCounts[bin], _binCorrect[bin], _binProbabilities[bin]);
    }

    /// <summary>Adds the rows of another evaluation, which does not change.</summary>
    /// <param name="other">An evaluation made with the same numbers.</param>
    /// <exception cref="ArgumentException">It differs in the number of classes, k, the number of bins, or in whether it has a confusion matrix.</exception>
    public void Merge(Evaluation other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if ((other.ClassCount, other.TopK, other.BinCount, other.HasConfusionMatrix) != (ClassCount, TopK, BinCount, HasConfusionMatrix))
        {
            throw new ArgumentException("Only evaluations with the same number of classes, the same k and number of bins, and both with or without a confusion matrix can be merged.", nameof(other));
        }

        Loss += other.Loss;
        _correctCount += other._correctCount;
        _topKCount += other._topKCount;
        Add<long>(other._actual, _actual);
        Add<long>(other._predicted, _predicted);
        Add<long>(other._correct, _correct);
        Add<long>(other._confusion, _confusion);
        Add<long>(other._binCounts, _binCounts);
        Add<long>(other._binCorrect, _binCorrect);
        Add<double>(other._binProbabilities, _binProbabilities);
    }

    /// <summary>Adds a row, but not its loss.</summary>
    internal void Add(int actual, int predicted, bool isInTopK, double probability)
    {
        bool isCorrect = actual == predicted;
        _actual[actual]++;
        _predicted[predicted]++;
        _topKCount += isInTopK ? 1 : 0;
        if (isCorrect)
        {
            _correctCount++;
            _correct[actual]++;
        }

        if (_confusion is not null)
        {
            _confusion[(actual * ClassCount) + predicted]++;
        }

        if (!double.IsNaN(probability))
        {
            int bin = Math.Clamp((int)Math.Ceiling(probability * BinCount) - 1, 0, BinCount - 1);
            _binCounts[bin]++;
            _binCorrect[bin] += isCorrect ? 1 : 0;
            _binProbabilities[bin] += probability;
        }
    }

    /// <summary>Adds the losses of rows.</summary>
    internal void Add(LossSum loss) => Loss += loss;

    private static double Ratio(long part, long whole) => whole == 0 ? double.NaN : (double)part / whole;

    private static void Add<TNumber>(ReadOnlySpan<TNumber> source, Span<TNumber> destination)
        where TNumber : struct, IAdditionOperators<TNumber, TNumber, TNumber>
    {
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] += source[i];
        }
    }

    private int Class(int value, string name) => (uint)value < (uint)ClassCount
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{value} is not a class (0 to {ClassCount - 1}).");
}
