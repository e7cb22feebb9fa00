// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {AgreementRegistry} from "../../../contracts/dataspace/AgreementRegistry.sol";
import {DatasetRegistry} from "../../../contracts/dataspace/DatasetRegistry.sol";
import {IAgreementRegistry} from "../../../contracts/dataspace/IAgreementRegistry.sol";
import {IDatasetRegistry} from "../../../contracts/dataspace/IDatasetRegistry.sol";
import {IParticipantRegistry} from "../../../contracts/membership/IParticipantRegistry.sol";
import {ParticipantRegistry} from "../../../contracts/membership/ParticipantRegistry.sol";

interface Vm {
    function warp(uint256 timestamp) external;
}

Vm constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

/// @notice An account that signs by a secret word, and acts for whoever tells it to.
contract Party {
    bytes32 private immutable _word;

    constructor(bytes32 word) {
        _word = word;
    }

    function act(address target, bytes calldata data) external returns (bool isDone) {
        (isDone, ) = target.call(data);
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4 answer) {
        return keccak256(signature) == keccak256(abi.encode(_word, digest)) ? bytes4(0x1626ba7e) : bytes4(0xffffffff);
    }
}

/// @notice Any terms and any signature: an agreement stands only where both parties signed these very terms.
contract AgreementsTest {
    bytes32 private constant DATASET = "buses";
    bytes32 private constant PROVIDER_WORD = "provider";
    bytes32 private constant CONSUMER_WORD = "consumer";

    DatasetRegistry private _datasets;
    AgreementRegistry private _agreements;
    Party private _provider = new Party(PROVIDER_WORD);
    Party private _consumer = new Party(CONSUMER_WORD);

    function setUp() public {
        ParticipantRegistry registry = new ParticipantRegistry(address(new AccessManager(address(this))));
        _datasets = new DatasetRegistry(registry.authority(), registry);
        _agreements = new AgreementRegistry(registry, _datasets);
        IParticipantRegistry.Profile memory profile;
        registry.enrol(address(_provider), IParticipantRegistry.Kind.COMPANY, profile);
        registry.enrol(address(_consumer), IParticipantRegistry.Kind.COMPANY, profile);
        IDatasetRegistry.Version memory version = IDatasetRegistry.Version("a", "b", "c", "d");
        require(_provider.act(address(_datasets), abi.encodeCall(_datasets.publish, (DATASET, version))), "published");
    }

    function testFuzz_standsOnlyWhereBothSignedTheseTerms(
        bytes32 agreement,
        bytes32 policy,
        uint48 until,
        bytes32 providerWord,
        bytes32 consumerWord,
        bytes32 signedAgreement
    ) external {
        bool isSigned = uint256(providerWord) % 2 == 0 && uint256(consumerWord) % 2 == 0;
        if (isSigned) (providerWord, consumerWord) = (PROVIDER_WORD, CONSUMER_WORD);
        if (uint256(signedAgreement) % 4 != 0) signedAgreement = agreement;
        IAgreementRegistry.Terms memory terms = _termsOf(agreement, policy, until);
        bytes32 digest = _agreements.digestOf(_termsOf(signedAgreement, policy, until));
        bool isTimely = until == 0 || until > block.timestamp;
        bool isGood = isSigned && isTimely && agreement != 0 && policy != 0 && signedAgreement == agreement;
        try _agreements.anchor(terms, abi.encode(providerWord, digest), abi.encode(consumerWord, digest)) {
            require(isGood, "anchored wrongly");
            require(_agreements.isInForce(agreement), "in force");
        } catch {
            require(!isGood, "refused wrongly");
        }
    }

    function testFuzz_endsByAPartyOrByTimeAndOnce(uint48 lasts, uint48 waits, uint8 who) external {
        uint48 until = uint48(block.timestamp) + 1 + (lasts % 365 days);
        IAgreementRegistry.Terms memory terms = _termsOf("agreement", "policy", until);
        bytes32 digest = _agreements.digestOf(terms);
        _agreements.anchor(terms, abi.encode(PROVIDER_WORD, digest), abi.encode(CONSUMER_WORD, digest));
        VM.warp(block.timestamp + (waits % 730 days));
        Party party = who % 3 == 0 ? _provider : who % 3 == 1 ? _consumer : new Party("stranger");
        bool isOver = block.timestamp >= until;
        require(_agreements.isInForce("agreement") == !isOver, "in force until its end");
        bytes memory retire = abi.encodeCall(_agreements.retire, ("agreement", "cause"));
        require(party.act(address(_agreements), retire) == (who % 3 != 2 || isOver), "ended by whom it may");
        require(!_agreements.isInForce("agreement") || (who % 3 == 2 && !isOver), "ended");
        if (who % 3 != 2 || isOver) require(!party.act(address(_agreements), retire), "ended once");
    }

    function _termsOf(
        bytes32 agreement,
        bytes32 policy,
        uint48 until
    ) private view returns (IAgreementRegistry.Terms memory terms) {
        return
            IAgreementRegistry.Terms(agreement, DATASET, address(_provider), address(_consumer), policy, until);
    }
}
